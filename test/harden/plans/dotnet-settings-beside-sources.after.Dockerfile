FROM dhi.io/dotnet:10.0-sdk AS build
WORKDIR /app
COPY *.csproj ./
RUN dotnet restore
COPY . ./
RUN dotnet publish -c Release -o out

FROM dhi.io/aspnetcore:10.0
WORKDIR /app
COPY --from=build --chown=nonroot /app /app
CMD ["dotnet", "out/Shop.dll"]
