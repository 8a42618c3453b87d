"""What is checked, for the page RULES.md: `python -m local_aws.checks` prints it as JSON."""

import json
import os
import sys

# MiniStack reads its configuration when it is imported.
os.environ.setdefault("MINISTACK_REGION", "us-east-1")

from local_aws.calls.exceptions import EXCEPTIONS  # noqa: E402
from local_aws.calls.rule import name_of  # noqa: E402
from local_aws.rules import all_rules  # noqa: E402


def main() -> int:
    rules = [
        {"name": name_of(rule), "operations": rule.asked_about, "text": rule.__doc__ or ""}  # type: ignore[attr-defined]
        for rule in all_rules()
    ]
    json.dump({"rules": rules, "exceptions": EXCEPTIONS}, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
