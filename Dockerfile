# Built with the SDK, run as nobody in particular with a root file system that may be read-only: only /data is written to.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
RUN dotnet publish src/Orchestrator -c Release -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app .
# The user that the image comes with; a number, so that Kubernetes sees that it is not root.
RUN install -d -o 1654 -g 1654 /data
USER 1654
VOLUME /data
EXPOSE 8080
# Diagnostics would write to /tmp.
ENV DOTNET_EnableDiagnostics=0 Orchestrator__DataDirectory=/data Logging__Format=json
STOPSIGNAL SIGTERM
ENTRYPOINT ["dotnet", "CmsOrchestrator.dll"]
CMD ["run", "--config", "/config/site.json"]
