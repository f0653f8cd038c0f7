# escape=`
FROM `
  alpine:3.23 `
  AS final
COPY app /app
ENTRYPOINT ["/app"]
