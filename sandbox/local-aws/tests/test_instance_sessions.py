"""What an instance may do: what its role allows, and nothing else."""

import json
from typing import Any

from botocore.client import BaseClient

from tests.case import GapCase, client, fills
from tests.instances import launch, make_profile
from tests.roles import allow, document, make_role, name_of
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
        s3 = self.s3(self.session(instance))
        self.assertEqual(s3.get_object(Bucket="releases", Key="a/b.zip")["Body"].read(), b"release")
        with self.refused("AccessDenied"):
            s3.put_object(Bucket="releases", Key="a/b.zip", Body=b"")
        client("iam").delete_role_policy(RoleName=name_of(role), PolicyName="may")
        with self.refused("AccessDenied"):
            s3.get_object(Bucket="releases", Key="a/b.zip")

    @fills("transport.calls_by_tls")
    def test_an_instance_reads_from_a_bucket_that_wants_tls(self) -> None:
        client("s3").create_bucket(Bucket="tls-only", CreateBucketConfiguration={"LocationConstraint": REGION})
        client("s3").put_object(Bucket="tls-only", Key="a", Body=b"release")
        anybody = {"Principal": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}
        policy = document({**allow("s3:*", "arn:aws:s3:::tls-only/*", **anybody), "Effect": "Deny"})
        client("s3").put_bucket_policy(Bucket="tls-only", Policy=policy)
        role = make_role("ec2.amazonaws.com", allow("s3:GetObject", "arn:aws:s3:::tls-only/*"))
        (instance,) = launch(make_profile(name_of(role)))
        s3 = self.s3(self.session(instance))
        self.assertEqual(s3.get_object(Bucket="tls-only", Key="a")["Body"].read(), b"release")

    def s3(self, key: dict[str, Any]) -> BaseClient:
        return SESSION.create_client(
            "s3",
            region_name=REGION,
            endpoint_url=self.aws().url,
            aws_access_key_id=key["accessKeyId"],
            aws_secret_access_key=key["secretAccessKey"],
            aws_session_token=key["sessionToken"],
        )
