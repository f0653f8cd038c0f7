FROM mcr.microsoft.com/dotnet/sdk:10.0 AS app
WORKDIR /src
COPY . .
RUN dotnet publish src/Worker/Worker.csproj -c Release --output /srv/worker && rm -rf /src
# Where it runs.
WORKDIR /srv/worker
HEALTHCHECK CMD ["dotnet", "Check.dll"]
USER app
ENTRYPOINT ["./Worker"]
