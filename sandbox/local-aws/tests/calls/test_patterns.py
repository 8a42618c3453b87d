"""The models' patterns mean here what they mean in Java."""

import time
import unittest
from collections.abc import Iterator

from botocore.model import Shape

from local_aws.calls.models import constraint, service_model
from local_aws.calls.patterns import _compiled, matches
from tests.calls.requests import operations


class Patterns(unittest.TestCase):
    def test_every_pattern_of_a_deployments_services_compiles(self) -> None:
        for service in sorted({service for service, _ in operations()}):
            for name, pattern in self._patterns(service):
                with self.subTest(f"{service}.{name}"):
                    _compiled(pattern)

    @staticmethod
    def _patterns(service: str) -> Iterator[tuple[str, str]]:
        model = service_model(service)
        if model is None:
            raise LookupError(service)
        for name in model.shape_names:
            shape: Shape = model.shape_for(name)
            if constraint(shape, "pattern"):
                yield name, constraint(shape, "pattern")

    def test_a_pattern_is_asked_of_the_whole_value(self) -> None:
        self.assertFalse(matches("[^:*]*", "a:b"))
        self.assertTrue(matches("[^:*]*", "a/b"))

    def test_letters_and_digits_are_those_of_ascii(self) -> None:
        self.assertFalse(matches(r"[\w+=,.@-]+", "rôle"))
        self.assertFalse(matches(r"\d{2}", "٣٤"))
        self.assertTrue(matches(r"[\p{L}\p{Z}\p{N}_.:/=+\-@]*", "rôle ٣"))
        self.assertTrue(matches(r"[\w-_]+", "a-_"))

    def test_characters_beyond_the_first_plane(self) -> None:
        pattern = r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*"
        self.assertTrue(matches(pattern, "a😀é"))
        self.assertFalse(matches(pattern, "a\0"))

    def test_a_pattern_that_would_take_for_ever_does_not(self) -> None:
        start = time.monotonic()
        self.assertFalse(matches(r"(a+)+b(a+)+b(a|aa)+c", "a" * 40 + "b" + "a" * 40 + "b" + "a" * 40))
        self.assertLess(time.monotonic() - start, 5)
