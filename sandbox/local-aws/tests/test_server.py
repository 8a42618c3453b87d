"""The process: one a home, its port, its record, and what it keeps."""

import http.client
import socket
import time
import unittest
from collections.abc import Callable
from pathlib import Path
from typing import Any

from local_aws.saving import DELAY_SECONDS, changes_something
from local_aws.server import ALREADY_RUNNING
from tests.roles import trust
from tests.server import REGION, LocalAws


class ServerCase(unittest.TestCase):
    def setUp(self) -> None:
        self.aws = LocalAws()
        self.addCleanup(self.aws.remove)
        self.aws.start()


class Process(ServerCase):
    def test_a_second_server_for_the_same_home_gives_up(self) -> None:
        before = self.aws.record
        self.assertEqual(self.aws.launch().wait(timeout=15), ALREADY_RUNNING)
        self.assertEqual(self.aws.record, before)

    def test_it_says_who_it_is_and_listens_here_only(self) -> None:
        self.assertEqual(self.aws.get("/_local_aws/health"), {"token": self.aws.token, "build": ""})
        with socket.socket() as elsewhere, self.assertRaises(ConnectionRefusedError):
            elsewhere.connect(("127.0.0.2", self.aws.record["port"]))

    def test_it_returns_to_its_port(self) -> None:
        port = self.aws.record["port"]
        for kill in (False, True):
            self.aws.stop(kill=kill)
            self.aws.start()
            self.assertEqual(self.aws.record["port"], port)

    def test_it_takes_another_port_when_its_own_is_taken(self) -> None:
        port = self.aws.record["port"]
        self.aws.stop()
        with socket.socket() as other:
            other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            other.bind(("127.0.0.1", port))
            other.listen()
            self.aws.start()
            self.assertNotEqual(self.aws.record["port"], port)

    def test_an_idle_connection_stays_open(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.aws.record["port"])
        self.addCleanup(connection.close)
        for pause in (5.5, 0.0):
            connection.request("GET", "/_local_aws/health")
            connection.getresponse().read()
            opened = connection.sock
            time.sleep(pause)
        self.assertIs(connection.sock, opened, "the client had to connect again")

    def test_a_connection_that_its_client_closes_is_closed(self) -> None:
        opened = Path(f"/proc/{self.aws.process.pid}/fd")
        if not opened.exists():
            self.skipTest("only Linux tells which files a process has open")
        before = len(list(opened.iterdir()))
        for _ in range(20):
            connection = http.client.HTTPConnection("127.0.0.1", self.aws.record["port"])
            connection.request("GET", "/_local_aws/health")
            connection.getresponse().read()
            connection.close()
        deadline = time.monotonic() + 5
        while len(list(opened.iterdir())) > before + 2 and time.monotonic() < deadline:
            time.sleep(0.05)
        self.assertLessEqual(len(list(opened.iterdir())), before + 2)

    def test_a_request_that_is_sent_again_is_carried_out_once(self) -> None:
        statuses = [self.create_log_group(*sent) for sent in (("one", 1), ("one", 2), ("two", 1), ("two", 2))]
        self.assertEqual(statuses, [200, 200, 400, 400])

    def create_log_group(self, invocation: str, attempt: int) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.aws.record["port"])
        self.addCleanup(connection.close)
        body = '{"logGroupName": "group"}'
        headers = self.aws.signed(
            "logs",
            "POST",
            "/",
            body,
            amz_sdk_invocation_id=invocation,
            amz_sdk_request=f"attempt={attempt}; max=3",
            x_amz_target="Logs_20140328.CreateLogGroup",
        )
        connection.request("POST", "/", body, headers)
        return connection.getresponse().status

    def test_a_damaged_record_does_not_matter(self) -> None:
        for damage in ("", "{", "[]", '{"port": -1}', '{"port": "x"}'):
            self.aws.stop()
            (self.aws.home / "local-aws.json").write_text(damage)
            self.aws.start()

    def test_it_ends_when_its_record_is_gone(self) -> None:
        (self.aws.home / "local-aws.json").unlink()
        self.assertEqual(self.aws.process.wait(timeout=15), 0)


class Keeping(ServerCase):
    """What the services hold outlives the server, with what the filled gaps added."""

    def test_everything_is_there_after_a_restart(self) -> None:
        shown = make_one_of_each(self.aws)
        before = {name: show() for name, show in shown.items()}
        self.aws.stop()
        self.aws.start()
        self.maxDiff = None
        self.assertEqual({name: show() for name, show in shown.items()}, before)

    def test_a_killed_server_has_saved_what_is_older_than_a_moment(self) -> None:
        shown = make_one_of_each(self.aws)
        before = {name: show() for name, show in shown.items()}
        time.sleep(DELAY_SECONDS + 0.5)
        self.aws.stop(kill=True)
        self.aws.start()
        self.assertEqual({name: show() for name, show in shown.items()}, before)

    def test_a_half_written_state_does_not_keep_it_from_starting(self) -> None:
        self.aws.client("sns").create_topic(Name="lost")
        self.aws.client("kms").create_key()
        self.aws.stop()
        (self.aws.home / "local-aws-state" / "sns.json").write_text('{"__ministack')
        self.aws.start()
        self.assertEqual(len(self.aws.client("kms").list_keys()["Keys"]), 1)
        self.assertEqual(self.aws.client("sns").list_topics()["Topics"], [])


def make_one_of_each(aws: LocalAws) -> dict[str, Callable[[], Any]]:
    """Makes resources of the services that the platform uses; how to read each."""
    client = aws.client
    vpc = client("ec2").create_vpc(CidrBlock="10.0.0.0/16", AmazonProvidedIpv6CidrBlock=True)["Vpc"]["VpcId"]
    subnet = client("ec2").create_subnet(VpcId=vpc, CidrBlock="10.0.0.0/24")["Subnet"]["SubnetId"]
    client("s3").create_bucket(Bucket="flows", CreateBucketConfiguration={"LocationConstraint": REGION})
    client("ec2").create_flow_logs(
        ResourceIds=[vpc],
        ResourceType="VPC",
        TrafficType="ALL",
        LogDestinationType="s3",
        LogDestination="arn:aws:s3:::flows",
    )
    key = client("kms").create_key()["KeyMetadata"]["KeyId"]
    client("rds").create_db_instance(
        DBInstanceIdentifier="db",
        Engine="postgres",
        DBInstanceClass="db.t4g.micro",
        ManageMasterUserPassword=True,
        MasterUsername="me",
        AllocatedStorage=20,
        EnableCloudwatchLogsExports=["postgresql"],
    )
    client("elasticache").create_cache_subnet_group(
        CacheSubnetGroupName="g", CacheSubnetGroupDescription="x", SubnetIds=[subnet]
    )
    client("elasticache").create_replication_group(
        ReplicationGroupId="r",
        ReplicationGroupDescription="x",
        NumCacheClusters=2,
        CacheSubnetGroupName="g",
        KmsKeyId=key,
    )
    client("iam").create_role(RoleName="role", AssumeRolePolicyDocument=trust("ec2.amazonaws.com"))
    client("s3").create_bucket(Bucket="bucket", CreateBucketConfiguration={"LocationConstraint": REGION})
    client("s3").put_object(Bucket="bucket", Key="key", Body=b"content")
    client("logs").create_log_group(logGroupName="group")
    link = client("apigatewayv2").create_vpc_link(Name="link", SubnetIds=[subnet])["VpcLinkId"]
    client("ssm").put_parameter(Name="/p", Value="v", Type="String")
    return {
        "vpc": lambda: client("ec2").describe_vpcs(VpcIds=[vpc])["Vpcs"],
        "flow logs": lambda: client("ec2").describe_flow_logs()["FlowLogs"],
        "key": lambda: client("kms").describe_key(KeyId=key)["KeyMetadata"],
        "database": lambda: client("rds").describe_db_instances()["DBInstances"],
        "secret": lambda: client("secretsmanager").list_secrets()["SecretList"],
        "cache": lambda: client("elasticache").describe_replication_groups()["ReplicationGroups"],
        "nodes": lambda: client("elasticache").describe_cache_clusters()["CacheClusters"],
        "role": lambda: client("iam").get_role(RoleName="role")["Role"],
        "object": lambda: client("s3").get_object(Bucket="bucket", Key="key")["Body"].read(),
        "logs": lambda: client("logs").describe_log_groups()["logGroups"],
        "link": lambda: client("apigatewayv2").get_vpc_link(VpcLinkId=link)["Name"],
        "parameter": lambda: client("ssm").get_parameter(Name="/p")["Parameter"],
    }


class Inventory(ServerCase):
    def test_a_new_local_aws_is_empty(self) -> None:
        for service, action in (("ec2", "describe_vpcs"), ("elasticache", "describe_cache_parameter_groups")):
            getattr(self.aws.client(service), action)()
        self.assertEqual(self.aws.get("/_local_aws/inventory"), {"made": {}, "leaving": {}, "kept": {}})

    def test_it_tells_what_was_made_in_any_region(self) -> None:
        make_one_of_each(self.aws)
        self.aws.client("sns", "us-east-1").create_topic(Name="far")
        made = self.aws.get("/_local_aws/inventory")["made"]
        self.assertEqual(
            {label: len(names) for label, names in made.items()},
            {
                "apigateway.vpc_links": 1,
                "cloudwatch_logs.log_groups": 1,
                "ec2.flow_logs": 1,
                "ec2.subnets": 1,
                "ec2.vpcs": 1,
                "elasticache.replication_groups": 1,
                "elasticache.subnet_groups": 1,
                "iam.roles": 1,
                "kms.keys": 1,
                "rds.instances": 1,
                "s3.buckets_meta": 2,
                "secretsmanager.secrets": 1,
                "sns.topics": 1,
                "ssm.parameters": 1,
            },
        )

    def test_what_is_deleted_is_gone_or_leaving_and_backups_are_kept(self) -> None:
        rds, kms, secrets = (self.aws.client(service) for service in ("rds", "kms", "secretsmanager"))
        user = {"MasterUsername": "me", "MasterUserPassword": "of-nobody"}
        rds.create_db_instance(DBInstanceIdentifier="db", Engine="mysql", DBInstanceClass="db.t4g.micro", **user)
        rds.delete_db_instance(DBInstanceIdentifier="db", FinalDBSnapshotIdentifier="last")
        kms.schedule_key_deletion(KeyId=kms.create_key()["KeyMetadata"]["KeyId"], PendingWindowInDays=7)
        secrets.create_secret(Name="s", SecretString="x")
        secrets.delete_secret(SecretId="s")
        found = self.aws.get("/_local_aws/inventory")
        self.assertEqual(found["made"], {})
        self.assertEqual(list(found["leaving"]), ["kms.keys", "secretsmanager.secrets"])
        self.assertEqual(found["kept"], {"rds.snapshots": ["last"]})


class Saving(unittest.TestCase):
    def test_reading_is_told_from_changing(self) -> None:
        cases: list[tuple[bool, str, dict[str, str], bytes]] = [
            (False, "POST", {}, b"Action=DescribeVpcs&Version=2016-11-15"),
            (True, "POST", {}, b"Action=CreateVpc&Version=2016-11-15"),
            (True, "POST", {"x-amz-target": "secretsmanager.CreateSecret"}, b"{}"),
            (False, "POST", {"x-amz-target": "secretsmanager.GetSecretValue"}, b"{}"),
            (False, "GET", {}, b""),
            (True, "PUT", {}, b"anything"),
        ]
        for expected, method, headers, body in cases:
            with self.subTest(body=body, headers=headers):
                self.assertEqual(changes_something(method, headers, body, {}), expected)
