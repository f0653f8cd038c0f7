FROM ruby:3.4-slim-trixie
ENV BUNDLE_PATH=/gems
WORKDIR /app
COPY Gemfile* ./
RUN bundle config set --local without test && bundle install --jobs 4
COPY . .
CMD ["bundle", "exec", "ruby", "app.rb"]
