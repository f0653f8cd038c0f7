FROM dhi.io/golang:1.26-dev AS build
RUN go build -o /app .

FROM scratch
COPY --from=build /app /app
