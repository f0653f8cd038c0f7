FROM postgres:17
COPY schema.sql /docker-entrypoint-initdb.d/
