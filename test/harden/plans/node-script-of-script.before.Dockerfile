FROM node:24-alpine
WORKDIR /app
COPY . .
RUN yarn install --production
USER node
CMD yarn start
