#!/bin/bash
# Writes the database's secret to $DATABASE_CREDENTIALS_FILE, readable by its reader alone.
#
# systemd runs it before each start of the application and as the application's user, so that a restart takes the
# password that RDS has rotated. The file is in a RuntimeDirectory: in memory, and gone with the service. The secret
# passes through a pipe only; it is in no argument, no environment and no output.
set -euo pipefail

[[ -n ${DATABASE_CREDENTIALS_FILE:-} ]] || exit 0

umask 0377
rm -f "$DATABASE_CREDENTIALS_FILE"
aws secretsmanager get-secret-value \
  --region "$AWS_REGION" \
  --secret-id "$DATABASE_SECRET_ARN" \
  --query SecretString \
  --output text \
  --cli-connect-timeout 5 \
  --cli-read-timeout 5 \
  >"$DATABASE_CREDENTIALS_FILE"
