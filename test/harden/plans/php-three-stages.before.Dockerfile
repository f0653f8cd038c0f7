FROM php:8.4-fpm AS base
WORKDIR /app
COPY --from=composer:2 /usr/bin/composer /usr/bin/composer

FROM base AS vendor
COPY composer.* ./
RUN composer install --no-dev

FROM base
COPY --from=vendor /app/vendor /app/vendor
COPY . .
USER www-data
