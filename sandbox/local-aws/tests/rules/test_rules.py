"""The list of rules, and the tests about them, are complete."""

import os
import unittest
from pathlib import Path

from tests.server import REGION
from tests.stock import marked_tests


class Rules(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        os.environ["MINISTACK_REGION"] = REGION
        from local_aws.calls.rule import name_of
        from local_aws.rules import all_rules

        cls.rules = {name_of(rule): rule for rule in all_rules()}

    def test_every_rule_has_a_test_and_every_test_a_rule(self) -> None:
        here = Path(__file__).parent.parent
        tests = unittest.defaultTestLoader.discover(str(here), top_level_dir=str(here.parent))
        self.assertEqual({rule for rule, _ in marked_tests(tests, "rule")} - {"models", "members"}, set(self.rules))

    def test_every_rule_says_where_it_is_from(self) -> None:
        self.assertEqual([name for name, rule in self.rules.items() if "Source:" not in (rule.__doc__ or "")], [])
