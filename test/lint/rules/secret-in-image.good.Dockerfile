FROM node:24-slim
WORKDIR /app
COPY package.json ./
# The token is there while the command runs, and nowhere else.
RUN --mount=type=secret,id=npm_token,env=NPM_TOKEN npm ci
# The program reads the password from a file that it is given when it starts.
ENV DB_PASSWORD_FILE=/run/secrets/db_password
CMD ["node", "server.js"]
