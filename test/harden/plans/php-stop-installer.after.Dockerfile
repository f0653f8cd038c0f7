FROM php:8.4-cli
WORKDIR /app
COPY . .
RUN php -r "copy('https://getcomposer.org/installer', 'setup.php');" && php setup.php && php composer.phar install
CMD ["php", "worker.php"]
