FROM mcr.microsoft.com/dotnet/aspnet:10.0
RUN apt-get update
WORKDIR /app
COPY out .
USER $RUN_AS
ENTRYPOINT ["dotnet", "Shop.dll"]
