"""Which gaps are still there in stock MiniStack."""

import unittest
from collections.abc import Iterator
from importlib.metadata import version


def gap_tests(suite: unittest.TestSuite) -> Iterator[tuple[str, unittest.TestCase]]:
    """Every test that is about a gap, with the gap's name."""
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from gap_tests(test)
        elif gap := getattr(getattr(test, test._testMethodName, None), "gap", None):
            yield gap, test


def report(suite: unittest.TestSuite) -> int:
    """Runs the tests of the gaps and prints a line for each gap; 1 when one of them can go."""
    passing: dict[str, list[bool]] = {}
    for gap, test in gap_tests(suite):
        result = unittest.TestResult()
        test.run(result)
        passing.setdefault(gap, []).append(result.wasSuccessful())
    unneeded = {gap for gap, passed in passing.items() if all(passed)}
    print(f"MiniStack {version('ministack')}, stock:")
    for gap in sorted(passing):
        print(f"  {'can go' if gap in unneeded else 'needed'}  {gap}")
    return 1 if unneeded else 0
