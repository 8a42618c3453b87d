"""Rules of Secrets Manager."""

from tests.case import GapCase, client, enforces
from tests.test_databases import DatabaseCase


class Names(GapCase):
    @enforces("secretsmanager.names")
    def test_a_name_waits_with_its_secret(self) -> None:
        secrets = client("secretsmanager")
        secrets.create_secret(Name="waiting", SecretString="x")
        secrets.delete_secret(SecretId="waiting", RecoveryWindowInDays=7)
        with self.refused("InvalidRequestException", "already scheduled for deletion"):
            secrets.create_secret(Name="waiting", SecretString="y")

    @enforces("secretsmanager.names")
    def test_a_name_has_few_signs(self) -> None:
        with self.refused("ValidationException", "Invalid name"):
            client("secretsmanager").create_secret(Name="a b", SecretString="x")


class Managed(DatabaseCase):
    @enforces("secretsmanager.managed_secrets")
    def test_a_secret_of_rds_is_changed_by_rds_alone(self) -> None:
        secret = self.describe(self.make(ManageMasterUserPassword=True))["MasterUserSecret"]["SecretArn"]
        with self.refused("InvalidRequestException", "managed by rds"):
            client("secretsmanager").put_secret_value(SecretId=secret, SecretString="mine")
        with self.refused("InvalidRequestException", "managed by rds"):
            client("secretsmanager").delete_secret(SecretId=secret)
