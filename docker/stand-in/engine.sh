# Sourced: a Docker engine of our own where none answers, gone at the script's end.
# Needs root on Debian: docker.io, debootstrap, iptables (installed when missing).

engine_work=

# What dockerd changes of the machine's network: rules and policies, forwarding, interfaces.
engine_network() {
  local table
  for table in filter nat; do
    iptables -t "$table" -S | sed "s/^/$table /"
  done
  echo "ip_forward $(cat /proc/sys/net/ipv4/ip_forward)"
  ip -o link | sed 's/^[0-9]*: \([^:@]*\).*/interface \1/'
}

engine_start() {
  if docker version >/dev/null 2>&1; then
    echo "docker: using the engine that answers"
    return
  fi
  if ! command -v dockerd >/dev/null || ! command -v debootstrap >/dev/null; then
    echo "docker: installing docker.io and debootstrap"
    apt-get update -q >/dev/null
    apt-get install -q -y --no-install-recommends docker.io debootstrap iptables >/dev/null
  fi
  engine_work=$(mktemp -d /tmp/review-scoring-docker.XXXXXX)
  engine_network >"$engine_work.network"
  engine_forward=$(iptables -S FORWARD | sed -n 's/^-P FORWARD //p')
  engine_ip_forward=$(cat /proc/sys/net/ipv4/ip_forward)
  trap engine_stop EXIT
  trap 'exit 130' INT TERM
  dockerd --data-root "$engine_work/data" --exec-root "$engine_work/exec" \
    --pidfile "$engine_work/docker.pid" -H "unix://$engine_work/docker.sock" \
    --storage-driver overlay2 --exec-opt native.cgroupdriver=cgroupfs \
    >"$engine_work/dockerd.log" 2>&1 &
  export DOCKER_HOST="unix://$engine_work/docker.sock"
  for _ in $(seq 100); do
    if /usr/bin/docker version >/dev/null 2>&1; then
      echo "docker: an engine of our own runs in $engine_work"
      return
    fi
    sleep 0.2
  done
  tail -n 20 "$engine_work/dockerd.log" >&2
  echo "docker: the engine did not start" >&2
  exit 1
}

# Ends the engine, takes back what it did to the machine's network, and compares that with before.
engine_stop() {
  /usr/bin/docker ps -aq | xargs -r /usr/bin/docker rm -f >/dev/null 2>&1 || true
  kill "$(cat "$engine_work/docker.pid")" 2>/dev/null || true
  for _ in $(seq 50); do
    [ -e "$engine_work/docker.pid" ] || break
    sleep 0.2
  done
  iptables -P FORWARD "$engine_forward"
  for table in filter nat; do
    iptables -t "$table" -S | sed -n 's/^-A \(.*DOCKER.*\)/-D \1/p' | while read -r rule; do
      # shellcheck disable=SC2086
      eval iptables -t "$table" $rule 2>/dev/null || true
    done
    for chain in $(iptables -t "$table" -S | sed -n 's/^-N \(DOCKER.*\)/\1/p'); do
      iptables -t "$table" -F "$chain" 2>/dev/null || true
    done
    for chain in $(iptables -t "$table" -S | sed -n 's/^-N \(DOCKER.*\)/\1/p'); do
      iptables -t "$table" -X "$chain" 2>/dev/null || true
    done
    iptables -t "$table" -S | sed -n 's/^-A \(.*docker0.*\)/-D \1/p' | while read -r rule; do
      # shellcheck disable=SC2086
      eval iptables -t "$table" $rule 2>/dev/null || true
    done
  done
  ip link del docker0 2>/dev/null || true
  echo "$engine_ip_forward" >/proc/sys/net/ipv4/ip_forward
  umount "$engine_work"/exec/netns/* 2>/dev/null || true
  rm -rf "$engine_work"
  local difference
  difference=$(engine_network | diff "$engine_work.network" -) || true
  rm -f "$engine_work.network"
  if [ -n "$difference" ]; then
    echo "docker: the engine is gone, but the network is NOT as it was:" >&2
    echo "$difference" >&2
    exit 1
  fi
  echo "docker: the engine is gone; rules, forwarding and interfaces are as they were"
}

# The base of the stand-ins: a minimal Debian.
engine_base_image() {
  if docker image inspect review-scoring/debian:bookworm >/dev/null 2>&1; then
    return
  fi
  echo "docker: making review-scoring/debian:bookworm"
  local root
  root=$(mktemp -d)
  debootstrap --variant=minbase bookworm "$root" http://deb.debian.org/debian >/dev/null
  tar -C "$root" -c . | docker import - review-scoring/debian:bookworm >/dev/null
  rm -rf "$root"
}
