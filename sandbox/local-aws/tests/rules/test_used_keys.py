"""Rules of keys that services encrypt with."""

import itertools
from typing import Any

from tests.case import GapCase, client, enforces
from tests.keys import make_key
from tests.roles import allow, document
from tests.rules.test_kms import ACCOUNT, key_policy
from tests.test_databases import DatabaseCase

_numbers = itertools.count()


MISSING = "arn:aws:kms:eu-west-1:000000000000:key/11111111-2222-3333-4444-555555555555"


def closed_key() -> str:
    """A key that only administers itself."""
    return make_key(Policy=document(allow(["kms:PutKeyPolicy", "kms:Describe*"], Principal=ACCOUNT)))


def disabled_key() -> str:
    key = make_key()
    client("kms").disable_key(KeyId=key)
    return key


def leaving_key() -> str:
    key = make_key()
    client("kms").schedule_key_deletion(KeyId=key, PendingWindowInDays=7)
    return key


class Databases(DatabaseCase):
    def encrypt(self, **keys: str) -> None:
        self.make(ManageMasterUserPassword=True, StorageEncrypted=True, **keys)

    @enforces("used_keys.databases")
    def test_a_key_that_cannot_be_used_is_refused(self) -> None:
        for key in (MISSING, closed_key(), disabled_key(), leaving_key()):
            with self.refused("KMSKeyNotAccessibleFault", key, "is not enabled or you do not have permissions"):
                self.encrypt(KmsKeyId=key)
        with self.refused("KMSKeyNotAccessibleFault"):
            self.encrypt(KmsKeyId=make_key(), MasterUserSecretKmsKeyId=closed_key())
        self.encrypt(KmsKeyId=make_key(), MasterUserSecretKmsKeyId=make_key())


class Caches(GapCase):
    @enforces("used_keys.caches")
    def test_a_key_that_cannot_be_used_is_refused(self) -> None:
        cache = client("elasticache")
        made = {"ReplicationGroupDescription": "x", "CacheNodeType": "cache.t4g.micro", "Engine": "valkey"}
        for key in (MISSING, closed_key(), disabled_key(), leaving_key()):
            with self.refused("InvalidKMSKeyFault", key):
                cache.create_replication_group(ReplicationGroupId=f"encrypted-{next(_numbers)}", **made, KmsKeyId=key)
            with self.refused("InvalidKMSKeyFault", key):
                cache.create_serverless_cache(
                    ServerlessCacheName=f"encrypted-{next(_numbers)}", Engine="valkey", KmsKeyId=key
                )
        cache.create_replication_group(ReplicationGroupId=f"encrypted-{next(_numbers)}", **made, KmsKeyId=make_key())


class Secrets(GapCase):
    def make(self, key: str) -> str:
        name = f"kept-{next(_numbers)}"
        client("secretsmanager").create_secret(Name=name, KmsKeyId=key, SecretString="a")
        return name

    @enforces("used_keys.secrets")
    def test_a_key_that_cannot_be_used_is_refused(self) -> None:
        with self.refused("AccessDeniedException", "Access to KMS is not allowed"):
            self.make(closed_key())
        with self.refused("EncryptionFailure"):
            self.make(disabled_key())

    @enforces("used_keys.secrets")
    def test_a_secret_is_not_read_without_its_key(self) -> None:
        key = make_key()
        name = self.make(key)
        client("secretsmanager").get_secret_value(SecretId=name)
        client("kms").disable_key(KeyId=key)
        with self.refused("DecryptionFailure"):
            client("secretsmanager").get_secret_value(SecretId=name)


class LogGroups(GapCase):
    @enforces("used_keys.log_groups")
    def test_a_key_that_does_not_let_the_service_in_is_refused(self) -> None:
        logs = client("logs")
        with self.refused("AccessDeniedException", "is not allowed to be used with Arn", "log-group:secret"):
            logs.create_log_group(logGroupName="secret", kmsKeyId=make_key())
        service = {"Service": "logs.eu-west-1.amazonaws.com"}
        uses = ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"]
        arn = "arn:aws:logs:eu-west-1:000000000000:log-group:secret"
        only = {"ArnEquals": {"kms:EncryptionContext:aws:logs:arn": arn}}
        key = make_key(Policy=key_policy(allow(uses, Principal=service, Condition=only)))
        logs.create_log_group(logGroupName="secret", kmsKeyId=key)
        with self.refused("AccessDeniedException", "log-group:other"):
            logs.create_log_group(logGroupName="other", kmsKeyId=key)
