FROM mcr.microsoft.com/dotnet/sdk:10.0
ARG VERSION
WORKDIR /src
COPY . .
RUN dotnet publish -c Release -o /app -p:Version=$VERSION
WORKDIR /app
LABEL version=$VERSION
USER $APP_UID
ENTRYPOINT dotnet Shop.dll
