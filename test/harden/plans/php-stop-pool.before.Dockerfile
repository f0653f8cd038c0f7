FROM php:8.4-fpm
COPY --from=composer:2 /usr/bin/composer /usr/bin/composer
COPY pool.conf /usr/local/etc/php-fpm.d/www.conf
WORKDIR /var/www/html
COPY . .
RUN composer install --no-dev
