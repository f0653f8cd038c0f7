FROM dhi.io/php:8.4-dev AS build
COPY --from=composer:2 /usr/bin/composer /usr/bin/composer
COPY limits.ini /usr/local/etc/php/conf.d/limits.ini
WORKDIR /app
COPY . .
RUN composer install --no-dev

FROM dhi.io/php:8.4-fpm
WORKDIR /app
COPY --from=build --chown=nonroot /app /app
COPY --from=build --chown=nonroot /usr/local/etc/php/conf.d/limits.ini /usr/local/etc/php/conf.d/limits.ini
