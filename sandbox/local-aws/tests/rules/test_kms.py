"""Rules of KMS."""

from typing import Any

from tests.case import GapCase, client, enforces
from tests.keys import make_key
from tests.roles import allow, document

ACCOUNT = {"AWS": "arn:aws:iam::000000000000:root"}
MALFORMED = "MalformedPolicyDocumentException"


def key_policy(*more: dict[str, Any]) -> str:
    return document(allow("kms:*", Principal=ACCOUNT), *more)


class KeyPolicies(GapCase):
    @enforces("kms.key_policies")
    def test_a_principal_that_is_not_there_is_refused(self) -> None:
        missing = {"AWS": "arn:aws:iam::000000000000:role/missing"}
        for principal in (missing, {"Service": "rds"}, None):
            with self.refused(MALFORMED, "one or more invalid principals"):
                make_key(Policy=key_policy(allow("kms:Decrypt", Principal=principal)))
        make_key(Policy=key_policy(allow("kms:Decrypt", Principal={"Service": "logs.eu-west-1.amazonaws.com"})))

    @enforces("kms.key_policies")
    def test_a_policy_beyond_the_grammar_is_refused(self) -> None:
        with self.refused(MALFORMED):
            make_key(Policy=key_policy({"Effect": "Permit", "Principal": ACCOUNT}))

    @enforces("kms.key_policies")
    def test_a_policy_of_more_than_32_kilobytes_is_refused(self) -> None:
        with self.refused("LimitExceededException", "32768"):
            make_key(Policy=key_policy(allow([f"kms:{'A' * 100}{number}" for number in range(400)], Principal=ACCOUNT)))

    @enforces("kms.lock_out")
    def test_a_policy_that_locks_its_author_out_is_refused(self) -> None:
        locking = document(allow("kms:Decrypt", Principal=ACCOUNT))
        words = "will not allow you to update the key policy in the future"
        with self.refused(MALFORMED, words):
            make_key(Policy=locking)
        key = make_key()
        with self.refused(MALFORMED, words):
            client("kms").put_key_policy(KeyId=key, PolicyName="default", Policy=locking)
        make_key(Policy=locking, BypassPolicyLockoutSafetyCheck=True)


class States(GapCase):
    @enforces("kms.states")
    def test_a_key_that_waits_for_its_deletion_takes_no_change(self) -> None:
        kms, key = client("kms"), make_key()
        kms.schedule_key_deletion(KeyId=key, PendingWindowInDays=7)
        for change in (
            lambda: kms.schedule_key_deletion(KeyId=key, PendingWindowInDays=7),
            lambda: kms.create_alias(AliasName="alias/late", TargetKeyId=key),
            lambda: kms.enable_key_rotation(KeyId=key),
            lambda: kms.tag_resource(KeyId=key, Tags=[{"TagKey": "a", "TagValue": "b"}]),
        ):
            with self.refused("KMSInvalidStateException", "is pending deletion"):
                change()

    @enforces("kms.states")
    def test_a_disabled_key_does_not_rotate(self) -> None:
        kms, key = client("kms"), make_key()
        kms.disable_key(KeyId=key)
        with self.refused("DisabledException", "is disabled"):
            kms.enable_key_rotation(KeyId=key)

    def test_a_key_waits_7_to_30_days(self) -> None:
        key = make_key()
        for days in (6, 31):
            with self.refused("ValidationException"):
                client("kms").schedule_key_deletion(KeyId=key, PendingWindowInDays=days)
