FROM golang:1.26
WORKDIR /go/src/app
COPY . .
RUN go install
CMD ["dispatch"]
