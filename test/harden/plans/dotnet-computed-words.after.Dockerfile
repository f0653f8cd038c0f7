FROM dhi.io/dotnet:10.0-sdk AS build
ARG VERSION
WORKDIR /src
COPY . .
RUN dotnet publish -c Release -o /app -p:Version=$VERSION

FROM dhi.io/aspnetcore:10.0
ARG VERSION
COPY --from=build /app /app
WORKDIR /app
LABEL version=$VERSION
USER nonroot
ENTRYPOINT ["dotnet", "Shop.dll"]
