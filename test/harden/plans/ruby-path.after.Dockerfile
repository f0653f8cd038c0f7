FROM dhi.io/ruby:3.4-debian13-dev AS build
ENV BUNDLE_PATH=/gems
WORKDIR /app
COPY Gemfile* ./
RUN bundle config set --local without test && bundle install --jobs 4

FROM dhi.io/ruby:3.4-debian13
ENV BUNDLE_PATH=/gems
WORKDIR /app
COPY --from=build --chown=nonroot /app /app
COPY --from=build --chown=nonroot /gems /gems
COPY --from=build --chown=nonroot /usr/local/bundle /usr/local/bundle
COPY --from=build /usr/share/zoneinfo /usr/share/zoneinfo
COPY --chown=nonroot . .
CMD ["bundle", "exec", "ruby", "app.rb"]
