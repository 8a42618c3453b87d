"""`python -m tests [--stock | --lax] [unittest's own arguments]`.

With `--lax` the tests of the rules run on a local AWS that refuses nothing, and none may pass. With `--stock` the tests of the gaps run on MiniStack as it is: a gap all of whose tests pass there is filled by
MiniStack itself, and ours can go.
"""

import sys
import unittest
from pathlib import Path

from tests.case import GapCase
from tests.stock import report_gaps, report_rules

HERE = Path(__file__).parent


def main(arguments: list[str]) -> int:
    if "--stock" in arguments:
        GapCase.stock = True
        return report_gaps(every_test())
    if "--lax" in arguments:
        GapCase.lax = True
        return report_rules(every_test())
    program = unittest.main(
        None, argv=["tests", "discover", "-s", str(HERE), "-t", str(HERE.parent), *arguments], exit=False
    )
    return 0 if program.result.wasSuccessful() else 1


def every_test() -> unittest.TestSuite:
    return unittest.defaultTestLoader.discover(str(HERE), top_level_dir=str(HERE.parent))


if __name__ == "__main__":
    try:
        code = main(sys.argv[1:])
    finally:
        GapCase.close()
    sys.exit(code)
