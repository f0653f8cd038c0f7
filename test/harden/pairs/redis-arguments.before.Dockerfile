FROM redis:8
CMD ["--appendonly", "yes"]
