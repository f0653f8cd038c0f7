FROM ruby:3.4-slim
RUN apt-get update -qq && apt-get install -y build-essential && rm -rf /var/lib/apt/lists/*
RUN mkdir /myapp
WORKDIR /myapp
ADD Gemfile /myapp/Gemfile
ADD Gemfile.lock /myapp/Gemfile.lock
RUN gem install bundler -v 2.6.0 && bundle install --without development test
ADD . /myapp
ENTRYPOINT ["bundle", "exec"]
CMD ["rails", "s", "-b", "0.0.0.0"]
