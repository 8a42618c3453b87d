"""The master password that RDS keeps in Secrets Manager."""

import json
import uuid
from typing import Any
from xml.etree.ElementTree import Element

from ministack.services import rds, secretsmanager

from local_aws.gaps.rds_instances import created_instance, shown
from local_aws.patch import Response, complete, put, wrap

_ROTATION_DAYS = 7
"""https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html"""


def managed_master_secret() -> None:
    """ManageMasterUserPassword makes no secret for an instance: nobody could ever learn the password.

    As in AWS, RDS owns the secret: it rotates every 7 days, and is deleted at once with its instance.
    """
    wrap(rds._ACTION_MAP, "CreateDBInstance", _after_change)
    wrap(rds._ACTION_MAP, "ModifyDBInstance", _after_change)
    wrap(rds._ACTION_MAP, "CreateDBInstanceReadReplica", _replicate)
    wrap(rds._ACTION_MAP, "DeleteDBInstance", _delete)
    complete(rds, "_instance_xml", _show)


def _after_change(original: Any, p: Any) -> Response:
    response = original(p)
    instance = created_instance(p, response)
    if instance is None:
        return response
    managed = rds._p(p, "ManageMasterUserPassword")
    if managed == "true" and "MasterUserSecret" not in instance:
        instance["MasterUserSecret"] = _make_secret(instance, rds._p(p, "MasterUserSecretKmsKeyId"))
    elif managed == "false":
        _drop_secret(instance)
    elif rds._p(p, "RotateMasterUserPassword") == "true" and "MasterUserSecret" in instance:
        secretsmanager.put_secret_value_in_process(instance["MasterUserSecret"]["SecretArn"], _new_value(instance))
    return shown(p, instance)


def _make_secret(instance: dict[str, Any], kms_key: str) -> dict[str, str]:
    region, account = rds.get_region(), rds.get_account_id()
    key = kms_key or f"arn:aws:kms:{region}:{account}:alias/aws/secretsmanager"
    name = f"rds!db-{uuid.uuid4()}"
    description = f"The secret associated with the primary RDS DB instance: {instance['DBInstanceArn']}"
    arn = secretsmanager.create_secret_in_process(name, _new_value(instance), description=description)
    secretsmanager._secrets[name].update(
        KmsKeyId=key,
        OwningService="rds",
        RotationEnabled=True,
        RotationRules={"AutomaticallyAfterDays": _ROTATION_DAYS},
        Tags=[
            {"Key": "aws:secretsmanager:owningService", "Value": "rds"},
            {"Key": "aws:rds:primaryDBInstanceArn", "Value": instance["DBInstanceArn"]},
        ],
    )
    return {"SecretArn": arn, "SecretStatus": "active", "KmsKeyId": key}


def _new_value(instance: dict[str, Any]) -> str:
    return json.dumps({"username": instance["MasterUsername"], "password": rds._generate_master_user_password()})


def _replicate(original: Any, p: Any) -> Response:
    """A replica starts as a copy of its source's record; the secret stays the source's."""
    response = original(p)
    replica = created_instance(p, response)
    if replica is None:
        return response
    replica.pop("MasterUserSecret", None)
    return shown(p, replica)


def _delete(original: Any, p: Any) -> Response:
    instance = rds._instances.get(rds._p(p, "DBInstanceIdentifier"))
    response = original(p)
    if instance is not None and response[0] == 200:
        _drop_secret(instance)
    return response


def _drop_secret(instance: dict[str, Any]) -> None:
    if secret := instance.pop("MasterUserSecret", None):
        secretsmanager.delete_secret_in_process(secret["SecretArn"])


def _show(fields: Element, instance: dict[str, Any]) -> None:
    put(fields, "MasterUserSecret", instance.get("MasterUserSecret"))
