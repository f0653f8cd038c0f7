FROM dhi.io/dotnet:10.0-sdk AS build
WORKDIR /src
COPY . .
RUN dotnet publish src/Worker/Worker.csproj -c Release --output /srv/worker && rm -rf /src

FROM dhi.io/aspnetcore:10.0 AS app
COPY --from=build /srv/worker /srv/worker
# Where it runs.
WORKDIR /srv/worker
HEALTHCHECK CMD ["dotnet", "Check.dll"]
USER nonroot
ENTRYPOINT ["./Worker"]
