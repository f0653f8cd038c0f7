FROM php:8.4-fpm
RUN docker-php-ext-install pdo_mysql opcache
WORKDIR /var/www/html
COPY . .
