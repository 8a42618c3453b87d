"""Rules of Secrets Manager."""

import re

from ministack.services import secretsmanager

from local_aws.calls.call import Call, Refusal
from local_aws.calls.rule import rule

_NAME = re.compile(r"[A-Za-z0-9/_+=.@!-]{1,512}")


@rule("secretsmanager", "CreateSecret")
def names(call: Call) -> None:
    """A name has letters, digits and a few signs, and is free: one whose secret waits for its deletion is not.

    Source: AWS Secrets Manager API Reference, CreateSecret (Name; InvalidRequestException).
    """
    name = call.get("Name", "")
    if not _NAME.fullmatch(name):
        raise Refusal(
            "ValidationException",
            "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!",
        )
    if (secretsmanager._secrets.get(name) or {}).get("DeletedDate"):
        raise Refusal(
            "InvalidRequestException",
            "You can't create this secret because a secret with this name is already scheduled for deletion.",
        )


@rule("secretsmanager", "DeleteSecret", "UpdateSecret", "PutSecretValue")
def managed_secrets(call: Call) -> None:
    """What another service manages, such as RDS's master secret, only that service changes or deletes.

    Source: AWS Secrets Manager User Guide, "Secrets managed by other AWS services".
    """
    _, secret = secretsmanager._resolve(call.get("SecretId"))
    owner = (secret or {}).get("OwningService")
    if owner:
        raise Refusal(
            "InvalidRequestException",
            f"You can't perform this operation on secret {call.get('SecretId')}: it is managed by {owner}.",
        )
