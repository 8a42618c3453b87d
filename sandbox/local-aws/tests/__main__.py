"""`python -m tests [--stock | --lax] [unittest's own arguments]`, or `python -m tests --part 1/4`: each fourth class of tests.

With `--lax` the tests of the rules run on a local AWS that refuses nothing, and none may pass. With `--stock` the tests of the gaps run on MiniStack as it is: a gap all of whose tests pass there is filled by
MiniStack itself, and ours can go.
"""

import sys
import unittest
from collections.abc import Iterator
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
    if arguments[:1] == ["--part"]:
        part, parts = map(int, arguments[1].split("/"))
        result = unittest.TextTestRunner().run(part_of(every_test(), part, parts))
        return 0 if result.wasSuccessful() and result.testsRun > 0 else 1
    program = unittest.main(
        None, argv=["tests", "discover", "-s", str(HERE), "-t", str(HERE.parent), *arguments], exit=False
    )
    return 0 if program.result.wasSuccessful() else 1


def every_test() -> unittest.TestSuite:
    return unittest.defaultTestLoader.discover(str(HERE), top_level_dir=str(HERE.parent))


def part_of(suite: unittest.TestSuite, part: int, parts: int) -> unittest.TestSuite:
    """The tests of some classes: of every class that there is, one part has them. Parts are from 1 on."""
    classes: dict[str, list[unittest.TestCase]] = {}
    for test in cases_of(suite):
        classes.setdefault(unittest.util.strclass(type(test)), []).append(test)
    chosen = [tests for place, (_, tests) in enumerate(sorted(classes.items())) if place % parts == part - 1]
    return unittest.TestSuite(unittest.TestSuite(tests) for tests in chosen)


def cases_of(suite: unittest.TestSuite) -> Iterator[unittest.TestCase]:
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from cases_of(test)
        else:
            yield test


if __name__ == "__main__":
    try:
        code = main(sys.argv[1:])
    finally:
        GapCase.close()
    sys.exit(code)
