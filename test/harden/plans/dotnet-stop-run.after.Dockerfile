FROM dhi.io/dotnet:10.0-sdk
WORKDIR /app
COPY . .
RUN dotnet restore
CMD ["dotnet", "run"]
