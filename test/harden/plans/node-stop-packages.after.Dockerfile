FROM node:24-slim
RUN apt-get update && apt-get install -y ffmpeg make && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY . .
RUN npm ci
CMD ["node", "index.js"]
