# escape=`
FROM `
  dhi.io/alpine-base:3.23 `
  AS final
COPY app /app
ENTRYPOINT ["/app"]
