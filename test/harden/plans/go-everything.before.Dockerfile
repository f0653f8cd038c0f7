FROM golang:1.26-alpine
RUN apk add --no-cache git
WORKDIR /app
COPY . .
RUN go build -o server .
EXPOSE 8080
CMD ./server
