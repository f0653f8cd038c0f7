FROM ruby:3.4-slim
RUN apt-get update && apt-get install -y build-essential libpq-dev
WORKDIR /app
COPY . .
RUN bundle install
CMD ["bundle", "exec", "puma"]
