FROM php:8.4-cli
WORKDIR /app
COPY . .
RUN php artisan optimize
EXPOSE 8000
CMD ["php", "-S", "0.0.0.0:8000", "-t", "public"]
