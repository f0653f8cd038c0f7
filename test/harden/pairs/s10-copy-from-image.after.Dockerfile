FROM dhi.io/php:8.4-dev AS build
COPY --from=composer:latest /usr/bin/composer /usr/bin/composer
RUN composer install

FROM scratch
COPY --from=build /app /app
