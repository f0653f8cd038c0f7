FROM dhi.io/ruby:3.4-dev AS build
WORKDIR /app
COPY Gemfile Gemfile.lock /app/
RUN bundle config set --local path vendor/bundle
RUN bundle install

FROM dhi.io/ruby:3.4
WORKDIR /app
COPY --from=build --chown=nonroot /app /app
COPY --from=build --chown=nonroot /usr/local/bundle /usr/local/bundle
COPY --from=build /usr/share/zoneinfo /usr/share/zoneinfo
COPY --chown=nonroot . .
CMD ["bundle", "exec", "sidekiq"]
