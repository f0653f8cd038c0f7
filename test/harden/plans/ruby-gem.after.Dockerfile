FROM dhi.io/ruby:3.4-dev AS build
RUN gem install sinatra puma

FROM dhi.io/ruby:3.4
COPY --from=build --chown=nonroot /usr/local/bundle /usr/local/bundle
COPY --from=build /usr/share/zoneinfo /usr/share/zoneinfo
COPY --chown=nonroot app.rb /app/app.rb
CMD ["ruby", "/app/app.rb", "-p", "4567"]
