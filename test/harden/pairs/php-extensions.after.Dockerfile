FROM php:8.4-cli AS build
RUN docker-php-ext-install pdo_mysql

FROM scratch
COPY --from=build /out /out
