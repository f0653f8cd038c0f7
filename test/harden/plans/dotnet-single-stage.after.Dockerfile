FROM dhi.io/dotnet:10.0-sdk AS build
WORKDIR /src
COPY . .
RUN dotnet publish -c Release -o /app

FROM dhi.io/aspnetcore:10.0
COPY --from=build --chown=nonroot /app /app
WORKDIR /app
EXPOSE 8080
ENTRYPOINT ["dotnet", "Shop.dll"]
