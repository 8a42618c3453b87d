"""Applications as instances run them: a release, user data that installs it, a group of instances behind a load balancer."""

import base64
import io
import itertools
import json
import zipfile
from dataclasses import dataclass
from typing import Any

from tests.case import client
from tests.instances import make_profile
from tests.roles import allow, make_role, name_of
from tests.server import REGION
from tests.test_load_balancers import forward, make_balancer, make_group, make_listener

_numbers = itertools.count()
_SERVER = """
const http = require("node:http");
const server = http.createServer((request, response) => {
  const { url, headers } = request;
  const said = { name: NAME, pid: process.pid, url, headers, environment: process.env, limit: process.execArgv };
  if (url === "/cut") return request.socket.destroy();
  if (url === "/late") return;
  if (url === "/slow") {
    console.log("asked");
    return setTimeout(() => response.end("done"), 2500);
  }
  if (url === "/exit") process.exit(1);
  if (url === "/file") said.file = require("node:fs").readFileSync(process.env.FILE, "utf8");
  response.writeHead(url === "/health" ? HEALTH : 200).end(JSON.stringify(said));
});
server.listen(process.env.PORT, () => console.log("listening", NAME));
"""
_UNIT = "[Service]\nRestart=always\nRestartSec=5\nTimeoutStopSec=30\n"


def server(name: str, health: int = 200) -> str:
    """The code of an application that answers with what it knows."""
    return _SERVER.replace("NAME", json.dumps(name)).replace("HEALTH", str(health))


@dataclass
class Application:
    """A group of instances of a template, behind a load balancer."""

    host: str
    group: str
    target_group: str
    balancer: str
    template: str
    log_group: str
    role: str
    bucket: str

    def release(self, code: str, **variables: str) -> str:
        """A new version of the template, which runs some code: its number."""
        data = template_data(self, code, variables)
        made = client("ec2").create_launch_template_version(LaunchTemplateId=self.template, LaunchTemplateData=data)
        return str(made["LaunchTemplateVersion"]["VersionNumber"])

    def launch(self, version: str) -> dict[str, Any]:
        return {"LaunchTemplateId": self.template, "Version": version}

    def described(self) -> dict[str, Any]:
        found = client("autoscaling").describe_auto_scaling_groups(AutoScalingGroupNames=[self.group])
        return dict(found["AutoScalingGroups"][0])

    def versions(self) -> dict[str, str]:
        """Of the instances, by their ids."""
        return {each["InstanceId"]: each["LaunchTemplate"]["Version"] for each in self.described()["Instances"]}

    def health(self) -> dict[str, dict[str, str]]:
        found = client("elbv2").describe_target_health(TargetGroupArn=self.target_group)["TargetHealthDescriptions"]
        return {each["Target"]["Id"]: each["TargetHealth"] for each in found}

    def states(self) -> list[str]:
        return [each["State"] for each in self.health().values()]

    def lines(self, stream: str) -> list[str]:
        logs = client("logs")
        streams = logs.describe_log_streams(logGroupName=self.log_group)["logStreams"]
        if stream not in [each["logStreamName"] for each in streams]:
            return []
        events = logs.get_log_events(logGroupName=self.log_group, logStreamName=stream, startFromHead=True)["events"]
        return [each["message"] for each in events]

    def set_size(self, size: int) -> None:
        client("autoscaling").update_auto_scaling_group(
            AutoScalingGroupName=self.group, MinSize=size, MaxSize=max(size, 4), DesiredCapacity=size
        )


def make_application(code: str, size: int = 1, variables: dict[str, str] | None = None, **options: Any) -> Application:
    """`options` are the group's."""
    number = next(_numbers)
    bucket, log_group, name = f"app-releases-{number}", f"app-{number}", f"app-{number}"
    client("s3").create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": REGION})
    client("logs").create_log_group(logGroupName=log_group)
    statements = (
        allow("s3:GetObject", f"arn:aws:s3:::{bucket}/*"),
        allow(["logs:CreateLogStream", "logs:PutLogEvents"], f"arn:aws:logs:*:*:log-group:{log_group}:*"),
    )
    role = make_role("ec2.amazonaws.com", *statements)
    balancer = make_balancer()
    target_group = make_group(
        HealthCheckPath="/health",
        HealthCheckIntervalSeconds=15,
        HealthCheckTimeoutSeconds=5,
        HealthyThresholdCount=2,
        UnhealthyThresholdCount=3,
    )
    make_listener(balancer, forward(target_group))
    application = Application(
        balancer["DNSName"], name, target_group, balancer["LoadBalancerArn"], "", log_group, name_of(role), bucket
    )
    made = client("ec2").create_launch_template(
        LaunchTemplateName=name, LaunchTemplateData=template_data(application, code, variables or {})
    )
    application.template = made["LaunchTemplate"]["LaunchTemplateId"]
    settings = {
        "MinSize": size,
        "MaxSize": max(size, 4),
        "AvailabilityZones": ["eu-west-1a"],
        "HealthCheckType": "ELB",
        "HealthCheckGracePeriod": 2400,
        "DefaultInstanceWarmup": 60,
        **options,
    }
    client("autoscaling").create_auto_scaling_group(
        AutoScalingGroupName=name, LaunchTemplate=application.launch("1"), **settings
    )
    client("autoscaling").attach_load_balancer_target_groups(AutoScalingGroupName=name, TargetGroupARNs=[target_group])
    return application


def template_data(application: Application, code: str, variables: dict[str, str]) -> dict[str, Any]:
    key = f"{next(_numbers)}.zip"
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as files:
        files.writestr("index.js", code)
    client("s3").put_object(Bucket=application.bucket, Key=key, Body=archive.getvalue())
    text = user_data(f"s3://{application.bucket}/{key}", application.log_group, variables)
    return {
        "InstanceType": "t4g.small",
        "IamInstanceProfile": {"Arn": make_profile(application.role)},
        "UserData": base64.b64encode(text.encode()).decode(),
    }


def user_data(release: str, log_group: str, variables: dict[str, str], kind: str = "archive") -> str:
    """As infra/compute/instances/boot.ts writes it."""
    streams = ("{instance_id}", "{instance_id}/boot")
    files = [{"file_path": "", "log_group_name": log_group, "log_stream_name": stream} for stream in streams]
    environment = {"AWS_REGION": REGION, "PORT": "8080", **variables}
    lines = (f'{name}="{_escaped(value)}"\n' for name, value in environment.items())
    header = {
        "APPLICATION": kind,
        "AWS_REGION": REGION,
        "RELEASE": release,
        "PORT": "8080",
        "GRACE_SECONDS": "240",
        "ENVIRONMENT": "".join(lines),
        "LOG_AGENT": json.dumps({"logs": {"logs_collected": {"files": {"collect_list": files}}}}),
        "UNIT": _UNIT,
    }
    assigned = (f"{name}={_quoted(value)}" for name, value in header.items())
    return "\n".join(["#!/bin/bash", *assigned, "", "main() {\n  X='y'\n}\n"])


def _escaped(value: str) -> str:
    return "".join(f"\\{letter}" if letter in '\\"$`' else letter for letter in value)


def _quoted(value: str) -> str:
    escaped = value.replace("'", "'\\''")
    return f"'{escaped}'"
