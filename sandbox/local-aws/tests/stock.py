"""Which gaps are still there in stock MiniStack, and which rules no test would miss."""

import unittest
from collections.abc import Iterator
from importlib.metadata import version


def marked_tests(suite: unittest.TestSuite, mark: str) -> Iterator[tuple[str, unittest.TestCase]]:
    """Every test that is about a gap, or about a rule, with its name."""
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from marked_tests(test, mark)
        elif name := getattr(getattr(test, test._testMethodName, None), mark, None):
            yield name, test


def report_gaps(suite: unittest.TestSuite) -> int:
    """Runs the tests of the gaps and prints a line for each gap; 1 when one of them can go."""
    passing: dict[str, list[bool]] = {}
    for gap, test in marked_tests(suite, "gap"):
        passing.setdefault(gap, []).append(_passes(test))
    unneeded = {gap for gap, passed in passing.items() if all(passed)}
    print(f"MiniStack {version('ministack')}, stock:")
    for gap in sorted(passing):
        print(f"  {'can go' if gap in unneeded else 'needed'}  {gap}")
    return 1 if unneeded else 0


def report_rules(suite: unittest.TestSuite) -> int:
    """Runs the tests of the rules on a local AWS without any; prints those that pass all the same, and 1 when one does."""
    passing = [(rule, test.id()) for rule, test in marked_tests(suite, "rule") if _passes(test)]
    for rule, test in passing:
        print(f"  proves nothing  {rule}: {test}")
    print(f"{len(passing)} tests of rules pass without the rules")
    return 1 if passing else 0


def _passes(test: unittest.TestCase) -> bool:
    result = unittest.TestResult()
    test.run(result)
    return result.wasSuccessful()
