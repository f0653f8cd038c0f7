FROM mcr.microsoft.com/dotnet/sdk:8.0-alpine AS build
WORKDIR /source
COPY . .
RUN dotnet publish -o /app

FROM mcr.microsoft.com/dotnet/aspnet:8.0-alpine
COPY --from=build /app /app
ENTRYPOINT ["dotnet", "/app/app.dll"]
