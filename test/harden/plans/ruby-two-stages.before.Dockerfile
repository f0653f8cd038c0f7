FROM ruby:3.4-slim AS gems
WORKDIR /app
COPY Gemfile Gemfile.lock ./
RUN bundle install

FROM ruby:3.4-slim
RUN useradd app
WORKDIR /app
COPY --from=gems /usr/local/bundle /usr/local/bundle
COPY --chown=app . .
USER app
CMD ["bundle", "exec", "puma"]
