FROM redis:8
CMD ["redis-server", "--requirepass", "secret", "--appendonly", "yes"]
