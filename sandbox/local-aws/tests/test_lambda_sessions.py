"""What a function's own code may do: what its role allows, and nothing else."""

import itertools
import json
from typing import Any

from botocore.client import BaseClient
from botocore.config import Config

from tests.case import GapCase, client, fills
from tests.keys import make_key
from tests.roles import allow, make_role
from tests.server import REGION, SESSION
from tests.test_http_api_requests import make_function

_numbers = itertools.count()

_TOLD = """export const handler = async () => ({
  aws_access_key_id: process.env.AWS_ACCESS_KEY_ID,
  aws_secret_access_key: process.env.AWS_SECRET_ACCESS_KEY,
  aws_session_token: process.env.AWS_SESSION_TOKEN,
});"""


class Sessions(GapCase):
    def as_function(self, service: str, *statements: Any) -> BaseClient:
        """A client with the session of a new function, whose role has the statements."""
        name, _ = make_function(_TOLD, Role=make_role("lambda.amazonaws.com", *statements))
        session = json.load(client("lambda").invoke(FunctionName=name, Qualifier="live")["Payload"])
        once = Config(retries={"max_attempts": 1}, parameter_validation=False)
        url = self.aws().url
        return SESSION.create_client(service, region_name=REGION, endpoint_url=url, config=once, **session)

    def test_a_secret_is_read_with_its_statement_and_its_keys(self) -> None:
        key = make_key()
        made = client("secretsmanager").create_secret(Name=f"for-code-{next(_numbers)}", KmsKeyId=key, SecretString="x")
        read = allow("secretsmanager:GetSecretValue", made["ARN"])
        via = {"StringEquals": {"kms:ViaService": "secretsmanager.eu-west-1.amazonaws.com"}}
        decrypt = allow("kms:Decrypt", key, Condition=via)
        for statements in ([decrypt], [read], [{**read, "Resource": f"{made['ARN']}-other"}, decrypt]):
            with self.refused("AccessDeniedException"):
                self.as_function("secretsmanager", *statements).get_secret_value(SecretId=made["ARN"])
        allowed = self.as_function("secretsmanager", read, decrypt)
        self.assertEqual(allowed.get_secret_value(SecretId=made["ARN"])["SecretString"], "x")

    @fills("lambda_sessions.source_function")
    def test_what_a_role_lets_lambda_do_and_denies_to_the_code_the_code_may_not_do(self) -> None:
        interfaces = allow("ec2:DescribeNetworkInterfaces")
        denied = {**interfaces, "Effect": "Deny", "Condition": {"Null": {"lambda:SourceFunctionArn": "false"}}}
        self.as_function("ec2", interfaces).describe_network_interfaces()
        with self.refused("UnauthorizedOperation"):
            self.as_function("ec2", interfaces, denied).describe_network_interfaces()
