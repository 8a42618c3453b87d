"""What an instance may do: what its role allows, and nothing else."""

import json
from typing import Any


from tests.case import GapCase, client
from tests.instances import launch, make_profile
from tests.roles import allow, make_role, name_of
from tests.server import REGION, SESSION

class InstanceSessions(GapCase):
    def session(self, instance: str) -> dict[str, Any]:
        path = "/_local_aws/instance-sessions"
        return dict(json.loads(self.aws().ask("local-aws", path, json.dumps({"instance": instance}))))

    def test_an_instance_does_what_its_role_allows_and_nothing_else(self) -> None:
        client("s3").create_bucket(Bucket="releases", CreateBucketConfiguration={"LocationConstraint": REGION})
        client("s3").put_object(Bucket="releases", Key="a/b.zip", Body=b"release")
        role = make_role("ec2.amazonaws.com", allow("s3:GetObject", "arn:aws:s3:::releases/a/*"))
        (instance,) = launch(make_profile(name_of(role)))
        key = self.session(instance)
        s3 = SESSION.create_client(
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
