"""Instances as the tests need them."""

import itertools

from tests.case import client

_numbers = itertools.count()


def make_profile(role: str = "") -> str:
    """The ARN of an instance profile, with a role where one is named."""
    iam, name = client("iam"), f"profile-{next(_numbers)}"
    made = iam.create_instance_profile(InstanceProfileName=name)["InstanceProfile"]
    if role:
        iam.add_role_to_instance_profile(InstanceProfileName=name, RoleName=role)
    return str(made["Arn"])


def launch(profile: str, size: int = 1) -> list[str]:
    """The ids of the instances of a scaling group, which have a profile."""
    name = f"profiled-{next(_numbers)}"
    data = {"InstanceType": "t4g.small", "IamInstanceProfile": {"Arn": profile}}
    client("ec2").create_launch_template(LaunchTemplateName=name, LaunchTemplateData=data)
    scaling = client("autoscaling")
    scaling.create_auto_scaling_group(
        AutoScalingGroupName=name,
        MinSize=size,
        MaxSize=1,
        AvailabilityZones=["eu-west-1a"],
        LaunchTemplate={"LaunchTemplateName": name, "Version": "$Latest"},
    )
    (group,) = scaling.describe_auto_scaling_groups(AutoScalingGroupNames=[name])["AutoScalingGroups"]
    return [each["InstanceId"] for each in group["Instances"]]
