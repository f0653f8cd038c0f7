FROM dhi.io/dotnet:10.0-sdk-alpine AS build
WORKDIR /src
COPY src/Shop/Shop.csproj src/Shop/
RUN dotnet restore src/Shop/Shop.csproj
COPY . .
RUN dotnet publish src/Shop/Shop.csproj -c Release --no-restore -o /app

FROM dhi.io/aspnetcore:10.0-alpine
WORKDIR /src
COPY --from=build --chown=nonroot /app /app
COPY --chown=nonroot certificates /certificates
WORKDIR /app
ENV ASPNETCORE_HTTP_PORTS=8080
ENTRYPOINT ["dotnet", "Shop.dll"]
