FROM golang:1.26-alpine AS tool
RUN go install example.org/tool@v1.4.0

FROM node:24-trixie-slim
COPY --from=tool /go/bin/tool /usr/local/bin/tool
COPY . /app
USER node
CMD ["node", "/app/server.js"]
