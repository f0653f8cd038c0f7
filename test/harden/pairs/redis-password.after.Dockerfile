FROM dhi.io/redis:8
CMD ["redis-server", "--requirepass", "secret", "--appendonly", "yes"]
