FROM php:8.4-apache
RUN a2enmod rewrite
COPY . /var/www/html
