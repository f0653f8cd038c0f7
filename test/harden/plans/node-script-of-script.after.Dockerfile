FROM dhi.io/node:24-alpine-dev AS build
WORKDIR /app
COPY . .
RUN yarn install --production

FROM dhi.io/node:24-alpine
WORKDIR /app
COPY --from=build /app /app
USER node
CMD ["node", "dist/main"]
