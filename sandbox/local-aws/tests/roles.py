"""Roles as the tests need them."""

import itertools
import json
from typing import Any

from botocore.client import BaseClient
from botocore.config import Config

from tests.case import GapCase, client
from tests.server import REGION, SESSION

_numbers = itertools.count()

Statement = dict[str, Any]


def document(*statements: Statement, **elements: Any) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements), **elements})


def allow(actions: Any, resource: Any = "*", **elements: Any) -> Statement:
    return {"Effect": "Allow", "Action": actions, "Resource": resource, **elements}


def trust(service: str, **elements: Any) -> str:
    return document({"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": service}, **elements})


def make_role(service: str, *statements: Statement, trusted: str = "", **options: Any) -> str:
    """The ARN of a role that a service may assume, with what the statements say."""
    iam, name = client("iam"), f"role-{next(_numbers)}"
    made = iam.create_role(RoleName=name, AssumeRolePolicyDocument=trusted or trust(service), **options)
    if statements:
        iam.put_role_policy(RoleName=name, PolicyName="may", PolicyDocument=document(*statements))
    return str(made["Role"]["Arn"])


def name_of(arn: str) -> str:
    return arn.rpartition("/")[2]


def as_user(service: str, *statements: Statement, region: str = REGION) -> BaseClient:
    """A client with the key of a new user who may do what the statements say."""
    iam, name = client("iam"), f"user-{next(_numbers)}"
    iam.create_user(UserName=name)
    iam.put_user_policy(UserName=name, PolicyName="may", PolicyDocument=document(*statements))
    key = iam.create_access_key(UserName=name)["AccessKey"]
    return SESSION.create_client(
        service,
        region_name=region,
        endpoint_url=GapCase.aws().url,
        aws_access_key_id=key["AccessKeyId"],
        aws_secret_access_key=key["SecretAccessKey"],
        config=Config(retries={"max_attempts": 1}, parameter_validation=False),
    )
