FROM php:8.4-fpm-alpine
COPY --from=composer:2 /usr/bin/composer /usr/local/bin/composer
WORKDIR /app
COPY . .
RUN composer install --no-dev --optimize-autoloader
USER www-data
CMD ["php-fpm"]
