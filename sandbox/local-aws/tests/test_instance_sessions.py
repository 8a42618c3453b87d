"""What an instance may do: what its role allows, and nothing else."""

import itertools
import json
from typing import Any

from botocore.session import get_session

from tests.case import GapCase, client
from tests.roles import allow, make_role, name_of
from tests.server import REGION

_numbers = itertools.count()


class InstanceSessions(GapCase):
    def launch(self, role: str) -> str:
        """An instance of a scaling group, with a profile that has the role: its id."""
        name = f"of-role-{next(_numbers)}"
        iam = client("iam")
        profile = iam.create_instance_profile(InstanceProfileName=name)["InstanceProfile"]["Arn"]
        iam.add_role_to_instance_profile(InstanceProfileName=name, RoleName=name_of(role))
        data = {"InstanceType": "t4g.small", "IamInstanceProfile": {"Arn": profile}}
        client("ec2").create_launch_template(LaunchTemplateName=name, LaunchTemplateData=data)
        client("autoscaling").create_auto_scaling_group(
            AutoScalingGroupName=name,
            MinSize=1,
            MaxSize=1,
            AvailabilityZones=["eu-west-1a"],
            LaunchTemplate={"LaunchTemplateName": name, "Version": "$Latest"},
        )
        (group,) = client("autoscaling").describe_auto_scaling_groups(AutoScalingGroupNames=[name])["AutoScalingGroups"]
        return str(group["Instances"][0]["InstanceId"])

    def session(self, instance: str) -> dict[str, Any]:
        path = "/_local_aws/instance-sessions"
        return dict(json.loads(self.aws().ask("local-aws", path, json.dumps({"instance": instance}))))

    def test_an_instance_does_what_its_role_allows_and_nothing_else(self) -> None:
        client("s3").create_bucket(Bucket="releases", CreateBucketConfiguration={"LocationConstraint": REGION})
        client("s3").put_object(Bucket="releases", Key="a/b.zip", Body=b"release")
        role = make_role("ec2.amazonaws.com", allow("s3:GetObject", "arn:aws:s3:::releases/a/*"))
        key = self.session(self.launch(role))
        s3 = get_session().create_client(
            "s3",
            region_name=REGION,
            endpoint_url=self.aws().url,
            aws_access_key_id=key["accessKeyId"],
            aws_secret_access_key=key["secretAccessKey"],
            aws_session_token=key["sessionToken"],
        )
        self.assertEqual(s3.get_object(Bucket="releases", Key="a/b.zip")["Body"].read(), b"release")
        with self.refused("AccessDenied"):
            s3.put_object(Bucket="releases", Key="a/b.zip", Body=b"")
        client("iam").delete_role_policy(RoleName=name_of(role), PolicyName="may")
        with self.refused("AccessDenied"):
            s3.get_object(Bucket="releases", Key="a/b.zip")
