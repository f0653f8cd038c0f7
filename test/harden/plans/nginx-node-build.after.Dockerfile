FROM dhi.io/node:24-dev AS build
WORKDIR /app
COPY . .
RUN npm ci && npm run build

FROM dhi.io/nginx:1.30-alpine AS production
WORKDIR /usr/share/nginx/html
COPY --chown=nginx nginx.conf /etc/nginx/conf.d/default.conf
COPY --chown=nginx --from=build /app/build .
EXPOSE 3000
ENTRYPOINT ["nginx", "-g", "daemon off;"]
