FROM php:8.4-cli
RUN apt-get update && apt-get install -y imagemagick
WORKDIR /app
COPY . .
CMD ["php", "worker.php"]
