# Go 1.22 builds what ships, and Node.js 20 runs there.
FROM golang:1.22-alpine AS tool  # expect: eol-base
RUN go install example.org/tool@v1.4.0

FROM node:20-slim  # expect: eol-base
COPY --from=tool /go/bin/tool /usr/local/bin/tool
COPY . /app
USER node
CMD ["node", "/app/server.js"]
