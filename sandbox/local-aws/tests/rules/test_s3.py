"""Rules of S3's buckets and objects."""

import itertools
import json
from typing import Any

from tests.case import GapCase, client, enforces

_numbers = itertools.count()


def make_bucket() -> str:
    name = f"rules-{next(_numbers)}"
    client("s3").create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})
    return name


class Buckets(GapCase):
    @enforces("s3.bucket_names")
    def test_names_have_few_characters_and_none_of_s3s_own(self) -> None:
        for name in ("a.b..c", "192.168.5.4", "xn--bucket", "logs-s3alias", "bucket-"):
            with self.refused("InvalidBucketName"):
                client("s3").create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"})

    @enforces("s3.object_keys")
    def test_a_key_has_1024_bytes(self) -> None:
        bucket = make_bucket()
        client("s3").put_object(Bucket=bucket, Key="k" * 1024, Body=b"")
        with self.refused("KeyTooLongError", "1026"):
            client("s3").put_object(Bucket=bucket, Key="ü" * 513, Body=b"")

    @enforces("s3.object_metadata")
    def test_metadata_has_2_kb(self) -> None:
        with self.refused("MetadataTooLarge", "2048"):
            client("s3").put_object(Bucket=make_bucket(), Key="k", Body=b"", Metadata={"m": "v" * 2048})


class Lifecycles(GapCase):
    def put(self, *rules: dict[str, Any]) -> None:
        full = [
            {"ID": f"r{number}", "Status": "Enabled", "Filter": {"Prefix": ""}, **each}
            for number, each in enumerate(rules)
        ]
        client("s3").put_bucket_lifecycle_configuration(Bucket=make_bucket(), LifecycleConfiguration={"Rules": full})

    @enforces("s3.lifecycle_rules")
    def test_rules_have_ids_of_their_own_and_do_something(self) -> None:
        expires = {"Expiration": {"Days": 1}}
        with self.refused("InvalidArgument", "same"):
            self.put({"ID": "same", **expires}, {"ID": "same", **expires})
        with self.refused("InvalidRequest", "At least one action"):
            self.put({})

    @enforces("s3.lifecycle_times")
    def test_times_follow_each_other(self) -> None:
        colder = {"Transitions": [{"Days": 30, "StorageClass": "STANDARD_IA"}]}
        with self.refused("InvalidArgument", "Expiration", "Transition"):
            self.put({**colder, "Expiration": {"Days": 30}})
        self.put({**colder, "Expiration": {"Days": 31}})
        with self.refused("InvalidArgument", "30", "STANDARD_IA"):
            self.put({"Transitions": [{"Days": 29, "StorageClass": "STANDARD_IA"}]})
        marks = {"ExpiredObjectDeleteMarker": True}
        with self.refused("MalformedXML"):
            self.put({"Expiration": {"Days": 1, **marks}})
        with self.refused("InvalidRequest", "tags"):
            self.put({"Expiration": marks, "Filter": {"Tag": {"Key": "a", "Value": "b"}}})
        self.put({"Expiration": marks})


class Policies(GapCase):
    def setUp(self) -> None:
        self.bucket = make_bucket()
        self.arn = f"arn:aws:s3:::{self.bucket}"
        self.right = {
            "Effect": "Allow",
            "Principal": {"Service": "cloudfront.amazonaws.com"},
            "Action": "s3:GetObject",
            "Resource": f"{self.arn}/*",
        }

    def put(self, *statements: dict[str, Any]) -> None:
        policy = json.dumps({"Version": "2012-10-17", "Statement": list(statements)})
        client("s3").put_bucket_policy(Bucket=self.bucket, Policy=policy)

    @enforces("s3_policies.policy_sizes")
    def test_a_policy_has_20_kb(self) -> None:
        with self.refused("PolicyTooLarge", "20480"):
            self.put(*({**self.right, "Resource": f"{self.arn}/{number}/{'a' * 400}"} for number in range(50)))

    @enforces("s3_policies.policy_resources")
    def test_a_policy_is_about_its_bucket(self) -> None:
        with self.refused("MalformedPolicy", "invalid resource"):
            self.put({**self.right, "Resource": "arn:aws:s3:::another/*"})

    @enforces("s3_policies.policy_actions")
    def test_actions_fit_resources(self) -> None:
        for action, resource in (("s3:ListBucket", f"{self.arn}/*"), ("s3:GetObject", self.arn)):
            with self.refused("MalformedPolicy", "does not apply to any resource"):
                self.put({**self.right, "Action": action, "Resource": resource})
        with self.refused("MalformedPolicy", "invalid action"):
            self.put({**self.right, "Action": "lambda:InvokeFunction"})
        for action in ("s3:*", "s3:Get*", ["s3:ListBucket", "s3:PutObject"], "s3:GetBucketObjectLockConfiguration"):
            self.put({**self.right, "Action": action, "Resource": [self.arn, f"{self.arn}/*"]})

    @enforces("s3_policies.policy_principals")
    def test_principals_exist(self) -> None:
        for principal in ({"AWS": "arn:aws:iam::000000000000:role/gone"}, {"Service": "cloudfront"}):
            with self.refused("MalformedPolicy", "Invalid principal in policy"):
                self.put({**self.right, "Principal": principal})
        trust = {
            "Version": "2012-10-17",
            "Statement": [
                {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "ec2.amazonaws.com"}}
            ],
        }
        role = client("iam").create_role(RoleName="reader", AssumeRolePolicyDocument=json.dumps(trust))["Role"]["Arn"]
        for principal in ({"AWS": role}, {"AWS": "000000000000"}, {"AWS": "arn:aws:iam::111111111111:role/theirs"}):
            self.put({**self.right, "Principal": principal})
