FROM redis:8
CMD ["redis-server", "--appendonly", "yes"]
