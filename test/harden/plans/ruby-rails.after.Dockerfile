FROM dhi.io/ruby:3.4-dev AS build
RUN apt-get update -qq && apt-get install -y build-essential && rm -rf /var/lib/apt/lists/*
RUN mkdir /myapp
WORKDIR /myapp
ADD Gemfile /myapp/Gemfile
ADD Gemfile.lock /myapp/Gemfile.lock
RUN gem install bundler -v 2.6.0 && bundle install --without development test

FROM dhi.io/ruby:3.4
WORKDIR /myapp
COPY --from=build --chown=nonroot /myapp /myapp
COPY --from=build --chown=nonroot /usr/local/bundle /usr/local/bundle
COPY --from=build /usr/share/zoneinfo /usr/share/zoneinfo
ADD --chown=nonroot . /myapp
ENTRYPOINT ["bundle", "exec"]
CMD ["rails", "s", "-b", "0.0.0.0"]
