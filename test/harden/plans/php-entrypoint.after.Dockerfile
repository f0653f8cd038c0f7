FROM dhi.io/php:8.4-dev AS build
COPY --from=composer:2 /usr/bin/composer /usr/bin/composer
WORKDIR /app
COPY . .
RUN composer install --no-dev

FROM dhi.io/php:8.4
WORKDIR /app
COPY --from=build --chown=nonroot /app /app
ENTRYPOINT ["php", "bin/console"]
CMD ["list"]
