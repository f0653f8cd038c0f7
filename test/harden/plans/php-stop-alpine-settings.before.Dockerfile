FROM php:8.4-fpm-alpine
COPY --from=composer:2 /usr/bin/composer /usr/bin/composer
COPY limits.ini /usr/local/etc/php/conf.d/limits.ini
WORKDIR /app
COPY . .
RUN composer install --no-dev
