FROM dhi.io/php:8.4-dev AS build
WORKDIR /app
COPY . .
RUN php artisan optimize

FROM dhi.io/php:8.4
WORKDIR /app
COPY --from=build --chown=nonroot /app /app
EXPOSE 8000
ENTRYPOINT ["php", "-S", "0.0.0.0:8000", "-t", "public"]
