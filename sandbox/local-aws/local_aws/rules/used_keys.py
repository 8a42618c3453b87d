"""Rules of keys that services encrypt with: the key is enabled, and its policy lets in whoever has to use it."""

from typing import Any

from ministack.core.responses import get_account_id
from ministack.services import secretsmanager

from local_aws.calls.call import Call, Refusal
from local_aws.calls.rule import rule
from local_aws.permissions.verdicts import caller_may_with_key, service_may_with_key, usable_key

_RDS_KEYS = ("KmsKeyId", "PerformanceInsightsKMSKeyId", "MasterUserSecretKmsKeyId")


@rule("rds", "CreateDBInstance", "CreateDBInstanceReadReplica", "ModifyDBInstance")
def databases(call: Call) -> None:
    """RDS uses a key by grants that the caller makes: the key is there and enabled, and the caller may do that.

    Source: RDS User Guide, "AWS KMS key management" (authorizing use of a customer managed key); API Reference, CreateDBInstance
    (KMSKeyNotAccessibleFault); the message: hashicorp/terraform-provider-aws#16362.
    """
    for member in _RDS_KEYS:
        name = call.get(member)
        if name is not None and not _grants(call, name, f"rds.{call.region}.amazonaws.com", member):
            raise Refusal(
                "KMSKeyNotAccessibleFault",
                f"The specified KMS key [{name}] does not exist, is not enabled or you do not have permissions "
                "to access it.",
            )


@rule("elasticache", "CreateReplicationGroup", "CreateServerlessCache")
def caches(call: Call) -> None:
    """ElastiCache uses a key by grants that the caller makes: the key is there and enabled, and the caller may do that.

    Source: Amazon ElastiCache User Guide, "At-Rest Encryption in ElastiCache" (using customer managed keys from AWS KMS);
    API Reference (InvalidKMSKeyFault, its message); KMS Developer Guide, "Grants in AWS KMS" (services make them on behalf
    of a user).
    """
    name = call.get("KmsKeyId")
    if name is not None and not _grants(call, name, f"elasticache.{call.region}.amazonaws.com", "KmsKeyId"):
        raise Refusal("InvalidKMSKeyFault", f"The KMS key supplied is not valid: {name}")


def _grants(call: Call, name: str, service: str, member: str) -> bool:
    if name.rpartition(":")[2].startswith("alias/aws/"):
        return True
    key = usable_key(name)
    if key is None:
        return False
    if member == "MasterUserSecretKmsKeyId":
        needs, service = ("kms:CreateGrant", "kms:DescribeKey", "kms:GenerateDataKey", "kms:Decrypt"), "secretsmanager"
        service = f"{service}.{call.region}.amazonaws.com"
    else:
        needs = ("kms:CreateGrant", "kms:DescribeKey")
    keys = {"kms:ViaService": service, "kms:CallerAccount": get_account_id(), "kms:GrantIsForAWSResource": "true"}
    return all(caller_may_with_key(call.caller, action, key, key["Policy"], keys) for action in needs)


@rule("secretsmanager", "CreateSecret", "PutSecretValue", "UpdateSecret", "GetSecretValue")
def secrets(call: Call) -> None:
    """Secrets Manager uses a secret's key as the caller: to write a value and to read one the caller needs the key.

    Source: Secrets Manager User Guide, "Secret encryption and decryption in AWS Secrets Manager" (permissions for the KMS
    key); API Reference (EncryptionFailure, DecryptionFailure); aws/aws-cdk#7677.
    """
    kept = secretsmanager._resolve(call.get("SecretId"))[1] if call.get("SecretId") else None
    name = call.get("KmsKeyId") or (kept or {}).get("KmsKeyId")
    reads = call.operation == "GetSecretValue"
    writes = call.get("SecretString") is not None or call.get("SecretBinary") is not None
    if not name or "alias/aws/" in name or not (reads or writes):
        return
    key = usable_key(name)
    if key is None:
        code, verb = ("DecryptionFailure", "decrypt") if reads else ("EncryptionFailure", "encrypt")
        raise Refusal(code, f"Secrets Manager can't {verb} the protected secret text using the provided KMS key.")
    needs = ("kms:Decrypt",) if reads else ("kms:GenerateDataKey", "kms:Decrypt")
    if not all(_via_secrets_manager(call, action, key, (kept or {}).get("ARN")) for action in needs):
        raise Refusal("AccessDeniedException", "Access to KMS is not allowed")


def _via_secrets_manager(call: Call, action: str, key: dict[str, Any], secret: str | None) -> bool:
    keys = {"kms:ViaService": f"secretsmanager.{call.region}.amazonaws.com", "kms:CallerAccount": get_account_id()}
    context = {"kms:EncryptionContext:SecretARN": secret} if secret else {}
    return caller_may_with_key(call.caller, action, key, key["Policy"], {**keys, **context})


@rule("logs", "CreateLogGroup", "AssociateKmsKey")
def log_groups(call: Call) -> None:
    """CloudWatch Logs uses a log group's key itself, so the key's policy lets the service in, for that group.

    Source: CloudWatch Logs User Guide, "Encrypt log data in CloudWatch Logs using AWS Key Management Service" (set
    permissions on the KMS key); hashicorp/terraform-provider-aws#29282.
    """
    name = call.get("kmsKeyId")
    if name is None:
        return
    arn = f"arn:aws:logs:{call.region}:{get_account_id()}:log-group:{call.get('logGroupName')}"
    key = usable_key(name)
    keys = {"kms:EncryptionContext:aws:logs:arn": arn, "aws:SourceArn": arn}
    needs = ("kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey")
    service = f"logs.{call.region}.amazonaws.com"
    if key is None or not all(service_may_with_key(service, action, key, keys) for action in needs):
        raise Refusal(
            "AccessDeniedException",
            f"The specified KMS key does not exist or is not allowed to be used with Arn '{arn}'",
        )
