#!/bin/bash
# Makes an instance of Amazon Linux 2023 run the application. cloud-init runs this once, as root, at the first boot.
#
# user-data.ts puts variables before it, which say what to run. Nothing in them is secret: whoever may describe the
# instance can read its user data.
#
# It ends with 0 only when the application accepts connections. Whatever fails before ends it: then the load balancer's
# health check fails, the scaling group replaces the instance, and an instance refresh stops. This script's output is in
# the log group, in the stream <instance>/boot.
#
# Needs no way to the internet: the repositories of Amazon Linux 2023 are in S3, and the VPC has a gateway endpoint for it.
# An image does: Docker asks its registry.
set -euo pipefail

# The AWS CLI's region, for every command here.
export AWS_REGION

# Where files go: tests say, an instance leaves it empty.
root=${ROOT:-}

main() {
  ship_logs
  fetch_release
  "install_$APPLICATION"
  start
}

# put MODE PATH CONTENT
put() {
  install -D -m "$1" /dev/null "$root$2"
  printf '%s' "$3" >"$root$2"
}

packages() {
  dnf install --assumeyes --setopt=install_weak_deps=False "$@"
}

# The application's output goes to a file, which systemd opens for it, and the agent takes it to CloudWatch Logs. First
# of all, so that the rest of the boot is seen from outside.
ship_logs() {
  packages amazon-cloudwatch-agent logrotate
  put 0640 /var/log/app/app.log ''
  # The agent runs as a user of its own, and this is all that it reads.
  chgrp cwagent "$root/var/log/app/app.log" "$root/var/log/cloud-init-output.log"
  put 0644 /etc/logrotate.d/app "$LOGROTATE"
  put 0644 /etc/systemd/system/logrotate.timer.d/hourly.conf $'[Timer]\nOnCalendar=hourly\n'
  put 0644 /opt/aws/amazon-cloudwatch-agent/etc/app.json "$LOG_AGENT"
  "$root/opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl" \
    -a fetch-config -m ec2 -s -c "file:$root/opt/aws/amazon-cloudwatch-agent/etc/app.json"
}

fetch_release() {
  install -d -m 0755 "$root/opt/release"
  [[ -n $RELEASE ]] || return 0
  packages unzip
  local archive
  archive=$(mktemp)
  aws s3 cp --only-show-errors "$RELEASE" "$archive"
  unzip -q -o "$archive" -d "$root/opt/release"
  rm "$archive"
  # The service runs as another user than the one that unpacks.
  chmod -R a+rX "$root/opt/release"
}

install_archive() {
  packages nodejs24
}

install_image() {
  packages docker
  systemctl enable --now docker.service
  if [[ -n $REGISTRY ]]; then
    # In memory, and not longer than the pull: the token is good for 12 hours.
    DOCKER_CONFIG=$(mktemp -d --tmpdir="$root/run")
    export DOCKER_CONFIG
    trap 'rm -rf "$DOCKER_CONFIG"' EXIT
    aws ecr get-login-password --region "$REGISTRY_REGION" |
      docker login --username AWS --password-stdin "$REGISTRY"
  fi
  docker pull --quiet "$IMAGE"
  # What the unit runs, whatever the image is called: a restart needs no registry.
  docker tag "$IMAGE" application
}

start() {
  put 0644 /etc/app/environment "$ENVIRONMENT"
  put 0644 /etc/app/environment-names "$ENVIRONMENT_NAMES"
  put 0644 /etc/systemd/system/app.service "$UNIT"
  systemctl daemon-reload
  systemctl restart logrotate.timer
  systemctl enable --now app.service
  await_port
}

# Waits for the application as long as the scaling group does.
await_port() {
  local deadline=$((SECONDS + GRACE_SECONDS))
  until (exec 3<>"/dev/tcp/127.0.0.1/$PORT") 2>/dev/null; do
    if ((SECONDS >= deadline)); then
      echo "the application does not accept connections on port $PORT" >&2
      exit 1
    fi
    sleep 1
  done
}

main
