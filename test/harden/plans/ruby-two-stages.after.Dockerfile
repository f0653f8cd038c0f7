FROM dhi.io/ruby:3.4-dev AS gems
WORKDIR /app
COPY Gemfile Gemfile.lock ./
RUN bundle install

FROM dhi.io/ruby:3.4
WORKDIR /app
COPY --from=gems /usr/local/bundle /usr/local/bundle
COPY --chown=nonroot . .
USER nonroot
CMD ["bundle", "exec", "puma"]
