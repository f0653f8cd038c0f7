FROM dhi.io/dotnet:10.0-sdk
RUN dotnet tool install --global dotnet-ef
WORKDIR /src
COPY . .
RUN dotnet publish -c Release -o /app
WORKDIR /app
ENTRYPOINT ["dotnet", "Shop.dll"]
