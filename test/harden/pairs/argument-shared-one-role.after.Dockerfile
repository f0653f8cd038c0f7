ARG GO=dhi.io/golang:1.26-alpine-dev
FROM $GO AS one
RUN go build -o /one ./one
FROM $GO AS two
RUN go build -o /two ./two

FROM scratch
COPY --from=one /one /one
COPY --from=two /two /two
