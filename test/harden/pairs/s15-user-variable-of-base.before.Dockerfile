FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY out .
USER $APP_UID
ENTRYPOINT ["dotnet", "app.dll"]
