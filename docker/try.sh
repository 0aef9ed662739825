#!/usr/bin/env bash
# Brings the stack of compose.yaml up and holds it to its word: health, the live page, metrics, a
# swap of models, a TaskManager and a JobManager that are killed, the stack down and up again; no
# review lost, none scored twice. Then integration tests against the same broker image, by
# Testcontainers, and everything is torn down. Where no engine answers it starts one (on Debian);
# base images that can't be pulled are replaced by stand-ins under the same tags.
# Needs a JDK, curl, and root. On a machine that is busy with other things, PATIENCE=5 waits five
# times as long for everything.
# Usage: docker/try.sh [integration tests, with commas between them]
set -euo pipefail
cd "$(dirname "$0")/.."
. docker/stand-in/engine.sh
. docker/stand-in/images.sh

export KAFKA_PORT=${KAFKA_PORT:-39092} FLINK_PORT=${FLINK_PORT:-38081} \
  DASHBOARD_PORT=${DASHBOARD_PORT:-38090} PROMETHEUS_PORT=${PROMETHEUS_PORT:-39090} \
  GRAFANA_PORT=${GRAFANA_PORT:-33000} FEED_RATE=${FEED_RATE:-20}
services=(kafka jobmanager taskmanager feeder dashboard prometheus)
tests=${1:-TopicsIT,StreamIT,HotSwapIT}
patience=${PATIENCE:-1}
work=$(mktemp -d)

compose() {
  docker compose --ansi never -f docker/compose.yaml "$@"
}

# What a service wrote, as plain lines.
logs_of() {
  compose logs --no-color --no-log-prefix "$1" 2>&1 | sed 's/\x1b\[[0-9;]*[A-Za-z]//g'
}

say() {
  echo "$(date +%T) $*"
}

fail() {
  say "FAILED: $*" >&2
  cat "$work/open" >&2 2>/dev/null || true
  compose logs --no-color --tail 15 >&2 || true
  exit 1
}

tear_down() {
  compose down --volumes --timeout 20 >/dev/null 2>&1 || true
  rm -rf "$work"
  if [ -n "$engine_work" ]; then
    engine_stop
  fi
}

# Until the command succeeds. Usage: await SECONDS WHAT COMMAND…
await() {
  local end=$((SECONDS + $1 * patience)) what=$2
  shift 2
  until "$@"; do
    [ "$SECONDS" -lt "$end" ] || fail "$what: not in time"
    sleep 0.5
  done
}

get() {
  curl -fsS --max-time 5 "http://127.0.0.1:$1" 2>/dev/null
}

# How many of the job's tasks run, of how many: "14 of 14".
tasks() {
  get "$FLINK_PORT/jobs/overview" |
    sed -n 's/.*"running":\([0-9]*\).*"total":\([0-9]*\).*/\1 of \2/p;s/.*"total":\([0-9]*\).*"running":\([0-9]*\).*/\2 of \1/p' |
    head -n 1
}

all_tasks_run() {
  local running
  running=$(tasks) || return 1
  [ -n "$running" ] && [ "${running% of *}" = "${running#* of }" ] && [ "$running" != "0 of 0" ]
}

some_tasks_do_not_run() {
  ! all_tasks_run
}

is_healthy() {
  [ "$(docker inspect -f '{{.State.Health.Status}}' "$(compose ps -q "$1")")" = healthy ]
}

# Kills a service's process as a crash would. (`docker kill` counts as wanted: no restart policy
# brings that container back.)
crash() {
  kill -KILL "$(docker inspect -f '{{.State.Pid}}' "$(compose ps -q "$1")")"
}

restarts() {
  docker inspect -f '{{.RestartCount}}' "$(compose ps -q "$1")"
}

report() {
  java -cp "$work/review-scoring-job.jar:$work/lib/*" docker/stand-in/DeliveryReport.java \
    "localhost:$KAFKA_PORT" >"$work/report" 2>"$work/report.errors"
}

# Until no event is missing; too many ends it at once.
all_events_are_there() {
  local code=0
  report || code=$?
  [ "$code" -eq 0 ] || [ "$code" -eq 3 ] || fail "$(cat "$work/report" "$work/report.errors")"
  [ "$code" -eq 0 ]
}

# Usage: metric QUERY
metric() {
  curl -fsS --max-time 5 -G "http://127.0.0.1:$PROMETHEUS_PORT/api/v1/query" --data-urlencode "query=$1" |
    sed -n 's/.*"value":\[[^,]*,"\([^"]*\)"\].*/\1/p'
}

# The queries of Grafana's dashboard to which Prometheus has no answer, but for those of experiments: none runs here.
unanswered() {
  local query
  sed -n 's/^ *"expr": "\(.*\)",\{0,1\}$/\1/p' docker/grafana/provisioning/dashboards/review-scoring.json |
    sed 's/\\"/"/g' | grep -v -e operator_role_ -e model_candidateShare -e model_shadowShare >"$work/queries"
  while read -r query; do
    curl -fsS --max-time 5 -G "http://127.0.0.1:$PROMETHEUS_PORT/api/v1/query" --data-urlencode "query=$query" \
      >"$work/answer" || true
    grep '"value":\[[^]]*"[-0-9]' "$work/answer" >/dev/null || echo "$query"
  done <"$work/queries"
}

all_queries_are_answered() {
  unanswered >"$work/open"
  [ ! -s "$work/open" ]
}

metrics_are_there() {
  [ "$(metric 'sum(up)')" = 2 ] && [ "$(metric 'sum(flink_taskmanager_job_task_operator_reviewsScored) > bool 0')" = 1 ]
}

engine_start
trap tear_down EXIT
compose_plugins
image eclipse-temurin:17.0.16_8-jdk-noble jdk
image flink:2.2.1-java17 flink
image apache/kafka:4.2.1 kafka
image prom/prometheus:v3.5.0 prometheus
if docker image inspect grafana/grafana:12.1.1 >/dev/null 2>&1 ||
  timeout 60 docker pull -q grafana/grafana:12.1.1 >/dev/null 2>&1; then
  services+=(grafana)
else
  echo "docker: grafana/grafana:12.1.1 can't be pulled and has no stand-in: LEFT OUT, but its queries are asked"
fi

say "building review-scoring:0.2.0-SNAPSHOT"
compose build --quiet
say "starting the stack"
compose up --wait --wait-timeout $((300 * patience)) --quiet-pull "${services[@]}" 2>"$work/up" || { cat "$work/up" >&2; fail "up"; }
compose ps --format 'table {{.Service}}\t{{.Image}}\t{{.Status}}'
user=$(compose exec -T taskmanager id -un)
[ "$user" = flink ] || fail "the TaskManager runs as $user"
if compose exec -T taskmanager sh -c 'command -v javac mvn' >/dev/null; then
  fail "build tools are left in the image"
fi
logs_of taskmanager | grep 'incubator modules: jdk.incubator.vector' >/dev/null || fail "no Vector API"
logs_of taskmanager | grep "Plugin loader with ID not found, creating it: s3-fs-hadoop" >/dev/null || fail "no S3 plugin"
get "$DASHBOARD_PORT/" | grep '<title>review-scoring</title>' >/dev/null || fail "the live page does not answer"
await 60 "the live page's stream" sh -c "curl -fsS http://127.0.0.1:$DASHBOARD_PORT/healthz | grep 'stream FLOWING' >/dev/null"
say "healthy; user $user; plugin $(compose exec -T taskmanager sh -c 'cd /opt/flink/plugins/s3-fs-hadoop && ls'); the live page: $(get "$DASHBOARD_PORT/healthz")"
await 60 "Prometheus has the metrics" metrics_are_there
say "Prometheus: $(metric 'sum(flink_taskmanager_job_task_operator_reviewsScored)') reviews scored, by $(metric 'sum(up)') targets"

await 60 "answers to the dashboard's queries" all_queries_are_answered
say "Prometheus answers all $(wc -l <"$work/queries") queries of Grafana's dashboard that need no experiment"
if [[ ${services[*]} == *grafana* ]]; then
  get "$GRAFANA_PORT/api/dashboards/uid/review-scoring" >/dev/null || fail "Grafana has no dashboard"
fi

docker cp -q "$(compose ps -q jobmanager)":/opt/flink/usrlib/review-scoring-job.jar "$work"
docker cp -q "$(compose ps -q jobmanager)":/opt/flink/lib "$work/lib"

say "publishing small.zip"
compose run --rm -T taskmanager review-scoring publish --model /opt/review-scoring/models/small.zip \
  --store file:///data/store --bootstrap.servers kafka:9092 --wait active 2>"$work/publish" ||
  { cat "$work/publish" >&2; fail "publish"; }

say "killing the TaskManager; tasks that run: $(tasks)"
began=$SECONDS
crash taskmanager
await 60 "Flink notices" some_tasks_do_not_run
await 120 "all tasks run again" all_tasks_run
say "all tasks run again after $((SECONDS - began)) s: $(tasks); container restarts: $(restarts taskmanager)"
await 60 "the TaskManager is healthy" is_healthy taskmanager
sleep 10

say "killing the JobManager"
began=$SECONDS
crash jobmanager
await 60 "the JobManager is gone" some_tasks_do_not_run
await 120 "all tasks run again" all_tasks_run
say "all tasks run again after $((SECONDS - began)) s; $(logs_of jobmanager | grep 'start-job:' | tail -n 1)"
sleep 10

say "down, and up again"
compose down --timeout 30 >/dev/null 2>&1
compose up --wait --wait-timeout $((300 * patience)) "${services[@]}" 2>"$work/up" || { cat "$work/up" >&2; fail "up again"; }
await 120 "all tasks run again" all_tasks_run
say "$(logs_of jobmanager | grep 'start-job:' | tail -n 1)"
sleep 10

say "stopping the feeder"
compose stop feeder >/dev/null 2>&1
logs_of feeder | tail -n 1
await 120 "all events are there" all_events_are_there
cat "$work/report"

say "stack down; $tests against apache/kafka:4.2.1 by Testcontainers"
compose down --volumes --timeout 20 >/dev/null 2>&1
docker/verify.sh -pl flink-job -am -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false \
  "-Dit.test=$tests" -Dfailsafe.failIfNoSpecifiedTests=false >"$work/verify" 2>&1 ||
  { tail -n 40 "$work/verify" >&2; fail "the tests by Testcontainers"; }
grep -E 'Tests run:.* in |Creating container for image|Container .* started' "$work/verify" | sed 's/^/  /' || true
say "passed: $(grep 'Tests run:' "$work/verify" | tail -n 1)"

if [ ${#stand_ins[@]} -gt 0 ]; then
  echo "The base images were STAND-INS, built here from Debian and Maven Central: ${stand_ins[*]}"
fi
say "tearing down"
