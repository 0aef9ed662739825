#!/usr/bin/env bash
# Runs the integration tests against Kafka's image by Testcontainers: ./mvnw verify -Pdocker.
# Where no engine answers, it starts one for the time of the run (root on Debian); where
# apache/kafka can't be pulled, it builds a stand-in under the same tag, from Maven Central.
# Usage: docker/verify.sh [arguments for mvnw]
set -euo pipefail
cd "$(dirname "$0")/.."
. docker/stand-in/engine.sh

kafka=apache/kafka:4.2.1

engine_start
if ! docker image inspect "$kafka" >/dev/null 2>&1 && ! timeout 60 docker pull -q "$kafka" 2>/dev/null; then
  echo "docker: $kafka can't be pulled; building a STAND-IN under its tag"
  engine_base_image
  build=$(mktemp -d)
  cp docker/stand-in/kafka/* "$build"
  ./mvnw -q -f "$build/pom.xml" dependency:copy-dependencies "-DoutputDirectory=$build/libs" -DincludeScope=runtime
  docker build -q -t "$kafka" "$build"
  rm -rf "$build"
  # What Testcontainers would pull besides: its cleaner, and the image that finds the host out.
  export TESTCONTAINERS_RYUK_DISABLED=true TESTCONTAINERS_HOST_OVERRIDE=localhost
fi
./mvnw verify -Pdocker "$@"
