FROM ruby:3.4-slim
WORKDIR /app
COPY Gemfile Gemfile.lock /app/
RUN bundle config set --local path vendor/bundle
RUN bundle install
COPY . .
CMD ["bundle", "exec", "sidekiq"]
