FROM dhi.io/golang:1.26-dev AS build
WORKDIR /src
COPY . .
RUN CGO_ENABLED=0 go build -buildmode=pie -o /server .

FROM dhi.io/static:20250419-glibc
COPY --from=build /server /server
CMD ["/server"]
