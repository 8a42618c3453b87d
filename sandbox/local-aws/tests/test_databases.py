"""Databases: instances, replicas, secrets, snapshots."""

import itertools
import json
from typing import Any

from botocore.exceptions import ClientError

from tests.case import GapCase, client, fills, make_vpc
from tests.keys import make_key
from tests.roles import allow, make_role

_numbers = itertools.count()


class DatabaseCase(GapCase):
    def make(self, **options: Any) -> str:
        name = f"db-{next(_numbers)}"
        needed = {"Engine": "postgres", "DBInstanceClass": "db.t4g.micro", "MasterUsername": "me"}
        if options.get("Engine", "postgres") == "postgres":
            needed["EngineVersion"] = "17"
        if not options.get("ManageMasterUserPassword"):
            needed["MasterUserPassword"] = "of-nobody"
        storage = {"AllocatedStorage": 20, "StorageType": "gp3"}
        client("rds").create_db_instance(DBInstanceIdentifier=name, **(needed | storage | options))
        return name

    def replicate(self, source: str, **options: Any) -> str:
        name = f"{source}-replica"
        made = {"DBInstanceIdentifier": name, "SourceDBInstanceIdentifier": source}
        client("rds").create_db_instance_read_replica(**made, **options)
        return name

    def describe(self, name: str) -> dict[str, Any]:
        (found,) = client("rds").describe_db_instances(DBInstanceIdentifier=name)["DBInstances"]
        return dict(found)

    def modify(self, name: str, **options: Any) -> dict[str, Any]:
        client("rds").modify_db_instance(DBInstanceIdentifier=name, ApplyImmediately=True, **options)
        return self.describe(name)

    def assertShows(self, found: dict[str, Any], expected: dict[str, Any]) -> None:
        self.assertEqual({key: found.get(key) for key in expected}, expected)


class Instances(DatabaseCase):
    @fills("rds_instances.instance_settings")
    def test_an_instance_keeps_what_it_was_made_with(self) -> None:
        settings = {
            "PreferredBackupWindow": "02:00-03:00",
            "PerformanceInsightsKMSKeyId": make_key(),
            "PerformanceInsightsRetentionPeriod": 465,
            "DatabaseInsightsMode": "advanced",
            "CACertificateIdentifier": "rds-ca-ecc384-g1",
            "StorageThroughput": 500,
            "Iops": 12000,
        }
        logs = ["postgresql", "upgrade"]
        name = self.make(
            **settings, EnablePerformanceInsights=True, AllocatedStorage=400, EnableCloudwatchLogsExports=logs
        )
        found = self.describe(name)
        self.assertShows(found, {**settings, "EnabledCloudwatchLogsExports": logs})
        self.assertEqual(found["CertificateDetails"]["CAIdentifier"], "rds-ca-ecc384-g1")

    @fills("rds_instances.instance_settings")
    def test_gp3_has_the_baseline_of_its_size(self) -> None:
        self.assertShows(self.describe(self.make()), {"Iops": 3000, "StorageThroughput": 125})

    @fills("rds_instances.instance_settings")
    def test_an_instance_changes(self) -> None:
        name = self.make(EnableCloudwatchLogsExports=["postgresql"])
        found = self.modify(
            name,
            EnablePerformanceInsights=True,
            PerformanceInsightsRetentionPeriod=465,
            DatabaseInsightsMode="advanced",
            CACertificateIdentifier="rds-ca-ecc384-g1",
            AutoMinorVersionUpgrade=False,
            DBParameterGroupName="default.postgres17",
            CloudwatchLogsExportConfiguration={"EnableLogTypes": ["upgrade"], "DisableLogTypes": ["postgresql"]},
        )
        self.assertShows(found, {"PerformanceInsightsEnabled": True, "DatabaseInsightsMode": "advanced"})
        self.assertShows(found, {"CACertificateIdentifier": "rds-ca-ecc384-g1", "AutoMinorVersionUpgrade": False})
        self.assertShows(found, {"EnabledCloudwatchLogsExports": ["upgrade"]})
        self.assertEqual(found["DBParameterGroups"][0]["ParameterApplyStatus"], "in-sync")

    @fills("rds_instances.instance_endpoints")
    def test_an_endpoint_never_names_this_machine(self) -> None:
        primary = self.make(Port=5433)
        for name in (primary, self.replicate(primary)):
            self.assertRegex(
                self.describe(name)["Endpoint"]["Address"], rf"^{name}\.\w+\.eu-west-1\.rds\.amazonaws\.com$"
            )
        self.assertEqual(self.describe(primary)["Endpoint"]["Port"], 5433)

    @fills("rds_instances.resource_id_filter")
    def test_an_instance_is_found_by_its_resource_id(self) -> None:
        name, _ = self.make(), self.make()
        wanted = {"Name": "dbi-resource-id", "Values": [self.describe(name)["DbiResourceId"]]}
        found = client("rds").describe_db_instances(Filters=[wanted])["DBInstances"]
        self.assertEqual([instance["DBInstanceIdentifier"] for instance in found], [name])

    def test_deletion_protection_protects_until_it_is_off(self) -> None:
        """No gap: MiniStack does it by itself, and the platform relies on it."""
        name = self.make(DeletionProtection=True)
        with self.assertRaisesRegex(ClientError, "DeletionProtection"):
            client("rds").delete_db_instance(DBInstanceIdentifier=name, SkipFinalSnapshot=True)
        self.modify(name, DeletionProtection=False)
        client("rds").delete_db_instance(DBInstanceIdentifier=name, SkipFinalSnapshot=True)
        with self.assertRaisesRegex(ClientError, "DBInstanceNotFound"):
            self.describe(name)


class Replicas(DatabaseCase):
    @fills("rds_replicas.replica_settings")
    def test_a_replica_has_settings_of_its_own(self) -> None:
        own = {
            "DBInstanceClass": "db.m7g.large",
            "AvailabilityZone": "eu-west-1b",
            "MonitoringInterval": 30,
            "MonitoringRoleArn": make_role("monitoring.rds.amazonaws.com", allow("logs:*")),
        }
        source = self.make(
            AvailabilityZone="eu-west-1a", MultiAZ=True, BackupRetentionPeriod=7, DeletionProtection=True
        )
        client("rds").create_db_parameter_group(
            DBParameterGroupName="mine", DBParameterGroupFamily="postgres17", Description="x"
        )
        replica = self.describe(self.replicate(source, **own, DBParameterGroupName="mine"))
        self.assertShows(replica, own)
        self.assertShows(replica, {"MultiAZ": False, "BackupRetentionPeriod": 0, "DeletionProtection": False})
        self.assertEqual(replica["DBParameterGroups"][0]["DBParameterGroupName"], "mine")

    @fills("rds_replicas.replica_departure")
    def test_a_deleted_replica_leaves_its_source(self) -> None:
        source = self.make()
        replica = self.replicate(source)
        self.assertShows(self.describe(source), {"ReadReplicaDBInstanceIdentifiers": [replica]})
        client("rds").delete_db_instance(DBInstanceIdentifier=replica, SkipFinalSnapshot=True)
        self.assertShows(self.describe(source), {"ReadReplicaDBInstanceIdentifiers": []})


class MasterSecret(DatabaseCase):
    def make_managed(self) -> tuple[str, str]:
        key = make_key()
        name = self.make(ManageMasterUserPassword=True, MasterUserSecretKmsKeyId=key)
        secret = self.describe(name)["MasterUserSecret"]
        self.assertEqual((secret["KmsKeyId"], secret["SecretStatus"]), (key, "active"))
        return name, secret["SecretArn"]

    def value(self, secret: str) -> dict[str, str]:
        return dict(json.loads(client("secretsmanager").get_secret_value(SecretId=secret)["SecretString"]))

    @fills("rds_master_secret.managed_master_secret")
    def test_the_password_is_a_rotating_secret(self) -> None:
        name, secret = self.make_managed()
        self.assertEqual(self.value(secret)["username"], "me")
        described = client("secretsmanager").describe_secret(SecretId=secret)
        self.assertTrue(described["RotationEnabled"])
        self.assertEqual(described["RotationRules"], {"AutomaticallyAfterDays": 7})
        before = self.value(secret)["password"]
        self.modify(name, RotateMasterUserPassword=True)
        self.assertNotEqual(self.value(secret)["password"], before)

    @fills("rds_master_secret.managed_master_secret")
    def test_the_secret_goes_with_its_instance(self) -> None:
        name, secret = self.make_managed()
        self.assertIn("password", self.value(secret))
        client("rds").delete_db_instance(DBInstanceIdentifier=name, SkipFinalSnapshot=True)
        with self.assertRaisesRegex(ClientError, "ResourceNotFoundException"):
            self.value(secret)

    @fills("secret_rotation.owning_service")
    def test_the_secret_belongs_to_rds(self) -> None:
        _, secret = self.make_managed()
        self.assertEqual(client("secretsmanager").describe_secret(SecretId=secret)["OwningService"], "rds")

    @fills("secret_rotation.cancel_rotation")
    def test_a_rotation_can_be_cancelled(self) -> None:
        secrets = client("secretsmanager")
        secret = secrets.create_secret(Name=f"secret-{next(_numbers)}", SecretString="x")["ARN"]
        secrets.rotate_secret(SecretId=secret, RotationRules={"AutomaticallyAfterDays": 30})
        secrets.cancel_rotate_secret(SecretId=secret)
        self.assertFalse(secrets.describe_secret(SecretId=secret)["RotationEnabled"])


class Proxies(DatabaseCase):
    def health(self, *statements: Any, service: str = "rds.amazonaws.com", **secret: Any) -> dict[str, Any]:
        """Of the one target of a proxy whose role may do what the statements say."""
        rds, name = client("rds"), f"proxy-{next(_numbers)}"
        arn = client("secretsmanager").create_secret(Name=name, SecretString="{}", **secret)["ARN"]
        _, subnets = make_vpc()
        rds.create_db_proxy(
            DBProxyName=name,
            EngineFamily="POSTGRESQL",
            Auth=[{"AuthScheme": "SECRETS", "SecretArn": arn, "IAMAuth": "REQUIRED"}],
            RoleArn=make_role(service, *statements),
            VpcSubnetIds=subnets,
        )
        rds.register_db_proxy_targets(DBProxyName=name, DBInstanceIdentifiers=[self.make()])
        (target,) = rds.describe_db_proxy_targets(DBProxyName=name)["Targets"]
        return dict(target["TargetHealth"])

    @fills("rds_proxies.target_health")
    def test_a_proxy_signs_in_with_a_secret_that_its_role_may_read(self) -> None:
        reads = allow("secretsmanager:GetSecretValue")
        self.assertEqual(self.health(reads)["State"], "AVAILABLE")
        for health in (self.health(), self.health(reads, service="ec2.amazonaws.com")):
            self.assertEqual((health["State"], health["Reason"]), ("UNAVAILABLE", "AUTH_FAILURE"))

    @fills("rds_proxies.target_health")
    def test_and_decrypt(self) -> None:
        reads, key = allow("secretsmanager:GetSecretValue"), make_key()
        via = {"StringEquals": {"kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com"}}
        self.assertEqual(self.health(reads, KmsKeyId=key)["Reason"], "AUTH_FAILURE")
        decrypts = allow("kms:Decrypt", key, Condition=via)
        self.assertEqual(self.health(reads, decrypts, KmsKeyId=key)["State"], "AVAILABLE")
