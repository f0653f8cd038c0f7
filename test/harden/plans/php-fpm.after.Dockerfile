FROM dhi.io/php:8.4-dev AS build
RUN apt-get update && apt-get install -y git unzip
COPY --from=composer:2 /usr/bin/composer /usr/bin/composer
WORKDIR /var/www/html
COPY composer.json composer.lock ./
RUN composer install --no-dev --no-scripts

FROM dhi.io/php:8.4-fpm
WORKDIR /var/www/html
COPY --from=build --chown=nonroot /var/www/html /var/www/html
COPY --chown=nonroot . .
