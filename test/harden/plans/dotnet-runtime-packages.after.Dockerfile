FROM dhi.io/dotnet:10.0-sdk AS build
WORKDIR /src
COPY . .
RUN dotnet publish -c Release -o /app

FROM dhi.io/dotnet:10.0
WORKDIR /app
COPY --chown=nonroot --from=build /app .
ENTRYPOINT ["dotnet", "Worker.dll"]
