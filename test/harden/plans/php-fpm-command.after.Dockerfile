FROM dhi.io/php:8.4-alpine-dev AS build
COPY --from=composer:2 /usr/bin/composer /usr/local/bin/composer
WORKDIR /app
COPY . .
RUN composer install --no-dev --optimize-autoloader

FROM dhi.io/php:8.4-alpine-fpm
WORKDIR /app
COPY --from=build /app /app
USER nonroot
ENTRYPOINT ["php-fpm"]
