ARG GO=golang:1.26-alpine
FROM $GO AS one
RUN go build -o /one ./one
FROM $GO AS two
RUN go build -o /two ./two

FROM scratch
COPY --from=one /one /one
COPY --from=two /two /two
