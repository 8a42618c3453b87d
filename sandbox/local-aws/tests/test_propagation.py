"""IAM is eventually consistent where a test asks for it."""

import time
import unittest
from typing import Any

from botocore.exceptions import ClientError

from tests.roles import trust
from tests.server import LocalAws
from tests.web import archive


class Propagation(unittest.TestCase):
    def setUp(self) -> None:
        self.aws = LocalAws(iam_delay_seconds=2)
        self.addCleanup(self.aws.remove)
        self.aws.start()

    def make_function(self, role: str) -> Any:
        code = {"ZipFile": archive("export const handler = async () => 1;")}
        return self.aws.client("lambda").create_function(
            FunctionName="late", Runtime="nodejs22.x", Handler="index.handler", Role=role, Code=code
        )

    def test_a_role_cannot_be_assumed_at_once(self) -> None:
        made = self.aws.client("iam").create_role(RoleName="new", AssumeRolePolicyDocument=trust("lambda.amazonaws.com"))
        role = made["Role"]["Arn"]
        with self.assertRaisesRegex(ClientError, "cannot be assumed by Lambda"):
            self.make_function(role)
        time.sleep(2)
        self.make_function(role)
