FROM mcr.microsoft.com/dotnet/sdk:10.0-alpine
WORKDIR /src
COPY src/Shop/Shop.csproj src/Shop/
RUN dotnet restore src/Shop/Shop.csproj
COPY . .
RUN dotnet publish src/Shop/Shop.csproj -c Release --no-restore -o /app
COPY certificates /certificates
WORKDIR /app
ENV ASPNETCORE_HTTP_PORTS=8080
ENTRYPOINT ["dotnet", "Shop.dll"]
