#!/usr/bin/env bash
# Shows the manifests to a real kube-apiserver: both overlays are applied with `kubectl apply` and
# strict validation, and manifests with a mistake must be refused. Opt-in: it builds kube-apiserver,
# kubectl and etcd from their Go modules (Go 1.24 or newer and the module proxy; some minutes on a
# fast machine, 4 GB of disk), once, in $KUBERNETES_BUILD. No node, no operator: nothing is started
# by what is applied. It listens on loopback only, and leaves nothing but the build. Needs a JDK,
# openssl and curl.
# Usage: k8s/verify-apiserver.sh
set -euo pipefail
cd "$(dirname "$0")/.."

version=1.34.4
# Of it the definition of PodMonitors.
prometheus_operator=0.85.0
build=${KUBERNETES_BUILD:-${XDG_CACHE_HOME:-$HOME/.cache}/review-scoring/kubernetes-$version}
work=$(mktemp -d)
etcd_pid='' api_pid=''

say() {
  echo "$(date +%T) $*"
}

fail() {
  say "FAILED: $*" >&2
  tail -n 5 "$work"/*.log >&2 || true
  exit 1
}

tear_down() {
  if [ -n "$api_pid" ]; then kill "$api_pid" 2>/dev/null && wait "$api_pid" 2>/dev/null || true; fi
  if [ -n "$etcd_pid" ]; then kill "$etcd_pid" 2>/dev/null && wait "$etcd_pid" 2>/dev/null || true; fi
  rm -rf "$work"
}
trap tear_down EXIT
trap 'exit 130' INT TERM

# The staging modules are replaced in Kubernetes' own go.mod by directories that its module lacks:
# here by the modules that are published from them.
build_servers() {
  command -v go >/dev/null || fail "needs Go 1.24 or newer"
  mkdir -p "$build"
  local kubernetes
  kubernetes=$(cd "$build" && GOFLAGS=-mod=mod go mod download -json "k8s.io/kubernetes@v$version" |
    sed -n 's/.*"GoMod": "\(.*\)",/\1/p')
  {
    printf 'module apiserver\ngo 1.24.0\nrequire k8s.io/kubernetes v%s\n' "$version"
    sed -n "s#^\t\(k8s.io/[a-z-]*\) => ./staging.*#replace \1 => \1 v0.${version#1.}#p" "$kubernetes"
  } >"$build/go.mod"
  local module=k8s.io/component-base/version
  (
    cd "$build"
    export GOFLAGS=-mod=mod
    nice -n 15 go build -p "${GO_JOBS:-2}" -trimpath -o bin/etcd go.etcd.io/etcd/server/v3
    nice -n 15 go build -p "${GO_JOBS:-2}" -trimpath \
      -ldflags "-s -w -X $module.gitVersion=v$version -X $module.gitMajor=1 -X $module.gitMinor=$(cut -d . -f 2 <<<"$version")" \
      -o bin/ k8s.io/kubernetes/cmd/kube-apiserver k8s.io/kubernetes/cmd/kubectl
  )
}

kubectl() {
  "$build/bin/kubectl" --kubeconfig "$work/kubeconfig" "$@"
}

# Until the command succeeds. Usage: await SECONDS WHAT COMMAND…
await() {
  local end=$((SECONDS + $1)) what=$2
  shift 2
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$end" ] || fail "$what: not in time"
    sleep 0.5
  done
}

free_port() {
  local port
  for port in $(shuf -i 20000-29999 -n 20); do
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      echo "$port"
      return
    fi
  done
}

# An empty cluster: etcd, the API server, and the definitions of the kinds that are not Kubernetes'.
start() {
  local etcd peer api token
  etcd=$(free_port) peer=$(free_port) api=$(free_port)
  token=$(cat /proc/sys/kernel/random/uuid)
  rm -rf "$work/etcd"
  "$build/bin/etcd" --data-dir "$work/etcd" --listen-client-urls "http://127.0.0.1:$etcd" \
    --advertise-client-urls "http://127.0.0.1:$etcd" --listen-peer-urls "http://127.0.0.1:$peer" \
    --initial-advertise-peer-urls "http://127.0.0.1:$peer" \
    --initial-cluster "default=http://127.0.0.1:$peer" >"$work/etcd.log" 2>&1 &
  etcd_pid=$!
  [ -f "$work/key" ] || openssl genrsa -out "$work/key" 2048 2>/dev/null
  echo "$token,somebody,1,system:masters" >"$work/tokens"
  "$build/bin/kube-apiserver" --etcd-servers "http://127.0.0.1:$etcd" --bind-address 127.0.0.1 \
    --secure-port "$api" --cert-dir "$work/certificates" --advertise-address 192.0.2.1 \
    --endpoint-reconciler-type none --service-cluster-ip-range 10.0.0.0/24 \
    --authorization-mode RBAC --token-auth-file "$work/tokens" \
    --service-account-issuer https://127.0.0.1 --service-account-key-file "$work/key" \
    --service-account-signing-key-file "$work/key" >"$work/apiserver.log" 2>&1 &
  api_pid=$!
  cat >"$work/kubeconfig" <<CONFIG
apiVersion: v1
kind: Config
clusters: [{name: it, cluster: {server: "https://127.0.0.1:$api", insecure-skip-tls-verify: true}}]
users: [{name: somebody, user: {token: $token}}]
contexts: [{name: it, context: {cluster: it, user: somebody}}]
current-context: it
CONFIG
  await 120 "the API server is ready" kubectl get --raw /readyz
  local definition
  for definition in "$work"/definitions/*; do
    kubectl apply --server-side -f "$definition" >/dev/null || fail "$(basename "$definition")"
  done
  kubectl wait --for=condition=Established --timeout=60s crd --all >/dev/null
}

stop() {
  kill "$api_pid" && wait "$api_pid" || true
  kill "$etcd_pid" && wait "$etcd_pid" || true
  api_pid='' etcd_pid=''
}

# The same as the tests have, and PodMonitor's, which they check against a schema only.
definitions() {
  local target=k8s/target kind
  mkdir -p "$work/definitions"
  [ -d "$target/strimzi" ] || ./mvnw -q -Pplatform -pl k8s generate-test-resources
  # The newest model on Maven Central is older than the operator that the README asks for.
  sed 's/^\( *- \)"\{0,1\}v1_20"\{0,1\}$/&\n\1v2_0\n\1v2_1\n\1v2_2/' \
    "$target/schemas/flink/META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml" \
    >"$work/definitions/flinkdeployments.yaml"
  for kind in topic.KafkaTopic user.KafkaUser kafka.Kafka nodepool.KafkaNodePool; do
    java -cp "$target/strimzi/1-model.jar:$target/strimzi/2-generator.jar:$target/strimzi/3-api.jar" \
      io.strimzi.crdgenerator.CrdGenerator --yaml \
      "io.strimzi.api.kafka.model.$kind=$work/definitions/$kind.yaml" >"$work/generator.log" 2>&1 ||
      fail "Strimzi's generator"
  done
  local module
  module=$(cd "$build" && GOFLAGS=-mod=mod go mod download -json \
    "github.com/prometheus-operator/prometheus-operator@v$prometheus_operator" | sed -n 's/.*"Dir": "\(.*\)",/\1/p')
  cp "$module/example/prometheus-operator-crd/monitoring.coreos.com_podmonitors.yaml" "$work/definitions"
}

# Usage: accepted DIRECTORY
accepted() {
  kubectl kustomize "$1" >"$work/objects.yaml" 2>/dev/null
  kubectl apply --validate=strict -f "$work/objects.yaml" >"$work/applied" 2>"$work/refusal" ||
    { cat "$work/refusal" >&2; fail "$1 is not accepted"; }
  # A warning is of something that the server knows better.
  ! grep -v '^Warning: .*last-applied' "$work/refusal" || fail "$1: warnings"
  local wanted
  wanted=$(grep -c '^kind: ' "$work/objects.yaml")
  [ "$(grep -c -E ' (created|configured|unchanged)$' "$work/applied")" = "$wanted" ] || fail "$1: not all of $wanted objects"
  say "$1: $wanted objects accepted"
  sed 's/ created$//;s/^/  /' "$work/applied" | paste -s -d ' ' | fold -s -w 110
  echo
}

# Usage: refused WHAT SED-SCRIPT, on production's objects
refused() {
  sed "$2" "$work/production.yaml" >"$work/broken.yaml"
  ! cmp -s "$work/production.yaml" "$work/broken.yaml" || fail "$1: the mistake was not made"
  if kubectl apply --validate=strict --dry-run=server -f "$work/broken.yaml" >/dev/null 2>"$work/refusal"; then
    fail "$1: accepted"
  fi
  local reason
  reason=$(grep -o 'unknown field "[^"]*"' "$work/refusal" | head -n 1) ||
    reason=$(grep -o 'is invalid: .*' "$work/refusal" | head -n 1 | cut -c 1-200)
  say "$1: refused, $reason"
}

if [ ! -x "$build/bin/kube-apiserver" ] || [ ! -x "$build/bin/kubectl" ] || [ ! -x "$build/bin/etcd" ]; then
  say "building kube-apiserver $version in $build"
  build_servers
fi
definitions

for overlay in local production; do
  start
  say "$overlay: kube-apiserver $(kubectl version -o json | sed -n '/serverVersion/,$s/.*"gitVersion": "\(.*\)".*/\1/p'), $(kubectl get crd -o name | wc -l) definitions"
  for namespace in review-scoring kafka; do
    kubectl create namespace "$namespace" >/dev/null
  done
  accepted "k8s/overlays/$overlay"
  accepted "k8s/overlays/$overlay/publish"
  if [ "$overlay" = production ]; then
    kubectl kustomize k8s/overlays/production >"$work/production.yaml" 2>/dev/null
    refused "a misspelt field of the Deployment" '0,/^  replicas: /s//  replcas: /'
    refused "a port that is none" 's/containerPort: 8080/containerPort: 80800/'
    refused "a Flink version that is none" 's/flinkVersion: v2_2/flinkVersion: v9_9/'
    refused "a misspelt field of the FlinkDeployment" 's/upgradeMode:/upgradMode:/'
    refused "partitions that are no number" 's/^  partitions: .*/  partitions: many/'
    refused "a misspelt field of the PodMonitor" 's/podMetricsEndpoints:/podMetricEndpoints:/'
    refused "a label that is none" 's/app.kubernetes.io\/part-of: review-scoring/app.kubernetes.io\/part-of: review scoring/'
  fi
  stop
done
say "all that should be was accepted, all that should not was refused"
