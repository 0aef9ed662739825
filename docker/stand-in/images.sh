# Sourced after engine.sh: what compose.yaml asks for, where a registry or a plug-in can't be had.

stand_ins=()

# The image is there, pulled, or a stand-in under its tag. Usage: image TAG NAME
image() {
  if docker image inspect "$1" >/dev/null 2>&1 || timeout 60 docker pull -q "$1" >/dev/null 2>&1; then
    return
  fi
  echo "docker: $1 can't be pulled; building a STAND-IN under its tag"
  stand_ins+=("$1")
  # What Testcontainers would pull besides: its cleaner, and the image that finds the host out.
  export TESTCONTAINERS_RYUK_DISABLED=true TESTCONTAINERS_HOST_OVERRIDE=localhost
  engine_base_image
  local context
  context=$(mktemp -d)
  cp docker/stand-in/"$2"/* "$context"
  if [ -f "$context/pom.xml" ]; then
    ./mvnw -q -f "$context/pom.xml" dependency:copy-dependencies \
      "-DoutputDirectory=$context/libs" -DincludeScope=runtime
  fi
  if [ "$2" = jdk ]; then
    mkdir "$context/certificates"
    cp /usr/local/share/ca-certificates/*.crt "$context/certificates" 2>/dev/null || true
  fi
  docker build -q -t "$1" "$context" >/dev/null
  rm -rf "$context"
}

# Compose v2 and BuildKit's client: Debian 13's, beside an older engine, where there are none.
compose_plugins() {
  if docker compose version >/dev/null 2>&1 && docker buildx version >/dev/null 2>&1; then
    return
  fi
  if [ -z "$engine_work" ]; then
    echo "docker: needs Compose v2 and buildx" >&2
    exit 1
  fi
  echo "docker: unpacking Compose 2.26.1 and buildx 0.13.1 of Debian 13"
  local plugins=$engine_work/plugins
  mkdir -p "$plugins/cli-plugins"
  local package
  for package in docker-compose/docker-compose_2.26.1-4 docker-buildx/docker-buildx_0.13.1+ds1-3; do
    curl -fsS -o "$plugins/package.deb" \
      "http://deb.debian.org/debian/pool/main/d/${package}_$(dpkg --print-architecture).deb"
    dpkg-deb -x "$plugins/package.deb" "$plugins/root"
  done
  find "$plugins/root" -path '*cli-plugins/docker-*' -exec ln -s {} "$plugins/cli-plugins/" \;
  export DOCKER_CONFIG=$plugins
}
