FROM ruby:3.4-slim
RUN bundle config --global without test
WORKDIR /app
COPY . .
RUN bundle install
CMD ["bundle", "exec", "puma"]
