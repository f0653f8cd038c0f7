FROM mongo:8.0
CMD ["mongod", "--replSet", "rs0"]
