"""Each exception from a model names a shape or a member that a model has, and says why, and from where that is known."""

import unittest

from local_aws.calls.exceptions import EXCEPTIONS
from local_aws.calls.models import constraint, service_model


class Exceptions(unittest.TestCase):
    def test_each_is_still_needed_and_has_a_source(self) -> None:
        for name, reason in EXCEPTIONS.items():
            with self.subTest(name):
                service, shape, *member = name.split(".")
                model = service_model(service)
                if model is None:
                    raise LookupError(service)
                found = model.shape_for(shape)
                found = found.members[member[0]] if member else found
                self.assertTrue(
                    any(constraint(found, trait) for trait in ("enum", "pattern", "min", "max", "required")) or member
                )
                self.assertIn("Source:", reason)
