#!/usr/bin/env bash
# Runs the integration tests against Kafka's image by Testcontainers: ./mvnw verify -Pdocker.
# Where no engine answers, it starts one for the time of the run (root on Debian); where
# apache/kafka can't be pulled, it builds a stand-in under the same tag, from Maven Central.
# Usage: docker/verify.sh [arguments for mvnw]
set -euo pipefail
cd "$(dirname "$0")/.."
. docker/stand-in/engine.sh
. docker/stand-in/images.sh

engine_start
image apache/kafka:4.2.1 kafka
./mvnw verify -Pdocker "$@"
