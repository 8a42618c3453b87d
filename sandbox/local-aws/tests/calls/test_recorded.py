"""What a deployment sends is taken: a request of each kind that was recorded, see `recorded.jsonl`.

One line a request: of `up` and `destroy` of both presets and of the variants of the engine's tests, by the AWS provider
and the publishing hook. It is held to AWS's models, and to the members that the local AWS knows.
"""

import json
import unittest
from pathlib import Path
from typing import Any

from tests.calls.requests import fill_gaps, refusal_of

RECORDED = Path(__file__).parent / "recorded.jsonl"


def recorded() -> list[tuple[str, Any]]:
    """Service and operation, and the request."""
    from local_aws.calls.request import Request

    found = []
    for line in RECORDED.read_text().splitlines():
        one = json.loads(line)
        request = Request(
            one["method"], one["path"], one.get("query", ""), one["headers"], one.get("body", "").encode()
        )
        found.append((one["call"], request))
    return found


class Recorded(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        fill_gaps()

    def test_no_call_of_a_deployment_is_refused(self) -> None:
        for call, request in recorded():
            with self.subTest(call):
                self.assertEqual(refusal_of(request), (0, "", ""))
