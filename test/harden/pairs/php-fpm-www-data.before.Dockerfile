FROM php:8.4-fpm
COPY --chown=www-data:www-data . /var/www/html
