FROM dhi.io/php:8.4-fpm
WORKDIR /var/www/html
COPY --chown=nonroot . .
