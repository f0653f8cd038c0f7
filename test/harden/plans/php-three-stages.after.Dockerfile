FROM dhi.io/php:8.4-dev AS base
WORKDIR /app
COPY --from=composer:2 /usr/bin/composer /usr/bin/composer

FROM base AS vendor
COPY composer.* ./
RUN composer install --no-dev

FROM dhi.io/php:8.4-fpm
WORKDIR /app
COPY --from=vendor /app/vendor /app/vendor
COPY . .
USER nonroot
