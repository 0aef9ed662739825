#!/usr/bin/env bash
# The commands standalone-job and taskmanager, set by FLINK_PROPERTIES, as in the official image.
set -euo pipefail

class_path=$(printf '%s:' "$FLINK_HOME"/lib/*.jar)
class_path=${class_path%:}
export FLINK_CONF_DIR=$FLINK_HOME/conf FLINK_LIB_DIR=$FLINK_HOME/lib FLINK_PLUGINS_DIR=$FLINK_HOME/plugins

java_options=(
  -XX:+IgnoreUnrecognizedVMOptions
  --add-exports=java.base/sun.net.util=ALL-UNNAMED
  --add-exports=java.rmi/sun.rmi.registry=ALL-UNNAMED
  --add-exports=java.security.jgss/sun.security.krb5=ALL-UNNAMED
  "-Dlog4j.configurationFile=file:$FLINK_CONF_DIR/log4j2.xml"
)
for package in java.lang java.net java.io java.nio java.lang.reflect java.text java.time java.util \
  java.util.concurrent java.util.concurrent.atomic java.util.concurrent.locks sun.nio.ch; do
  java_options+=("--add-opens=java.base/$package=ALL-UNNAMED")
done

configure() {
  # As the official image does it: all white space goes.
  while read -r property; do
    property=$(tr -d '[:space:]' <<<"$property")
    if [ -n "$property" ]; then
      echo "${property%%:*}: ${property#*:}"
    fi
  done <<<"${FLINK_PROPERTIES-}" >"$FLINK_CONF_DIR/config.yaml"
}

# What Flink's own scripts ask it for: the JVM's flags and the memory's parts.
resources() {
  java -cp "$class_path" org.apache.flink.runtime.util.bash.BashJavaUtils "$@" \
    --configDir "$FLINK_CONF_DIR" 2>/dev/null | sed -n 's/^BASH_JAVA_UTILS_EXEC_RESULT://p'
}

case ${1-} in
  standalone-job)
    configure
    mapfile -t parameters < <(resources GET_JM_RESOURCE_PARAMS)
    # shellcheck disable=SC2086
    exec java ${parameters[0]} "${java_options[@]}" -cp "$class_path" \
      org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint \
      ${parameters[1]-} --configDir "$FLINK_CONF_DIR" "${@:2}"
    ;;
  taskmanager)
    configure
    mapfile -t parameters < <(resources GET_TM_RESOURCE_PARAMS)
    # shellcheck disable=SC2086
    exec java ${parameters[0]} "${java_options[@]}" -cp "$class_path" \
      org.apache.flink.runtime.taskexecutor.TaskManagerRunner \
      --configDir "$FLINK_CONF_DIR" ${parameters[1]-} "${@:2}"
    ;;
  *) exec "$@" ;;
esac
