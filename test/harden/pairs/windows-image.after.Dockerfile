FROM mcr.microsoft.com/windows/servercore:ltsc2022
COPY app.exe /app.exe
ENTRYPOINT ["/app.exe"]
