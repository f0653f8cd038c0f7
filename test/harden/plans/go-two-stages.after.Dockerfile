FROM dhi.io/golang:1.26-alpine-dev AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -o /out/server .

FROM dhi.io/static:20260611-alpine
COPY --from=build /out/server /server
USER nonroot
CMD ["/server"]
