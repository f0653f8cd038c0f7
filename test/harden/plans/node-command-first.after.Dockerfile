FROM dhi.io/node:24-dev AS build
WORKDIR /app

COPY package* ./
RUN npm install --omit=dev --no-package-lock

FROM dhi.io/node:24
WORKDIR /app
COPY --from=build --chown=node /app /app
EXPOSE 8080
# How it starts.
CMD ["node", "index.js"]
COPY --chown=node . .
