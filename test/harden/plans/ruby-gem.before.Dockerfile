FROM ruby:3.4-slim
RUN gem install sinatra puma
COPY app.rb /app/app.rb
CMD ["ruby", "/app/app.rb", "-p", "4567"]
