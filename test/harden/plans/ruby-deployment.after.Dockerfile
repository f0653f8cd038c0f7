FROM dhi.io/ruby:3.4-dev AS build
RUN apt-get update && apt-get install -y build-essential git libyaml-dev
ENV RAILS_ENV=production BUNDLE_DEPLOYMENT=1 BUNDLE_WITHOUT=development
WORKDIR /rails
COPY Gemfile Gemfile.lock ./
RUN bundle install && rm -rf ~/.bundle
COPY . .
RUN SECRET_KEY_BASE_DUMMY=1 bundle exec rails assets:precompile

FROM dhi.io/ruby:3.4
ENV RAILS_ENV=production BUNDLE_DEPLOYMENT=1 BUNDLE_WITHOUT=development
WORKDIR /rails
COPY --from=build --chown=nonroot /rails /rails
COPY --from=build /usr/share/zoneinfo /usr/share/zoneinfo
USER nonroot
EXPOSE 3000
CMD ["bundle", "exec", "puma", "-C", "config/puma.rb"]
