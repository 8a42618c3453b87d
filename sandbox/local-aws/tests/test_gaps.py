"""The list of gaps, and the tests about them, are complete."""

import os
import unittest
from pathlib import Path

from tests.server import REGION
from tests.stock import marked_tests


class Gaps(unittest.TestCase):
    def test_every_gap_has_a_test_and_every_test_a_gap(self) -> None:
        os.environ["MINISTACK_REGION"] = REGION
        from local_aws.gaps import GAPS, name_of

        here = Path(__file__).parent
        tests = unittest.defaultTestLoader.discover(str(here), top_level_dir=str(here.parent))
        self.assertEqual({gap for gap, _ in marked_tests(tests, "gap")}, {name_of(gap) for gap in GAPS})

    def test_every_gap_says_what_is_missing(self) -> None:
        from local_aws.gaps import GAPS, name_of

        self.assertEqual([name_of(gap) for gap in GAPS if not gap.__doc__], [])
