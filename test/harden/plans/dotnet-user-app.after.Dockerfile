FROM dhi.io/dotnet:10.0-sdk AS build
WORKDIR /src
COPY . .
RUN dotnet publish -c Release -o /app

FROM dhi.io/aspnetcore:10.0
WORKDIR /app
COPY --from=build --chown=nonroot /app .
USER nonroot
ENTRYPOINT ["dotnet", "Shop.dll"]
