FROM dhi.io/golang:1.26-dev
RUN go build -o /app .

FROM scratch
COPY --from=0 /app /app
