# The app, on the shared runtime: docker build -f Dockerfile.app -t counterapp:0.1.0 .
# The build runs on the builder's own platform, whatever the target is: docker buildx build --platform linux/amd64,linux/arm64 ...
FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:10.0 AS build
ARG TARGETARCH
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY eng/ eng/
COPY src/CounterApp/ src/CounterApp/
RUN dotnet publish src/CounterApp --configuration Release --os linux --arch ${TARGETARCH:-amd64} --no-self-contained \
    -p:PublishReadyToRun=true -p:DebugType=none --output /app
# The volume's directory, for those who run the image without a volume.
RUN mkdir /data

FROM mcr.microsoft.com/dotnet/aspnet:10.0
ARG VERSION=0.1.0
LABEL org.opencontainers.image.title="counterapp" \
      org.opencontainers.image.description="A web server that counts its visits and keeps them on its own volume" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.base.name="mcr.microsoft.com/dotnet/aspnet:10.0"
# ASPNETCORE_HTTP_PORTS of the base image is not read; DOTNET_EnableDiagnostics=0: nothing is written outside of /data, so that the root
# file system can be read-only.
ENV APP_VERSION=${VERSION} \
    DOTNET_EnableDiagnostics=0
WORKDIR /app
COPY --from=build /app ./
COPY --from=build --chown=1654:1654 /data /data
USER 1654
EXPOSE 5000
ENTRYPOINT ["/app/CounterApp"]
