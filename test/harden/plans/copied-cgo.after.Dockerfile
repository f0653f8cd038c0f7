FROM dhi.io/golang:1.26-debian13-dev AS build
WORKDIR /src
COPY . .
RUN go build -o /server .

FROM dhi.io/static:20250419-glibc
COPY --from=build /server /
CMD ["/server"]
