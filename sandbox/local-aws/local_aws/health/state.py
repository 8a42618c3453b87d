"""When a target is healthy: what follows from one answer after the other.

Elastic Load Balancing, "Health checks for Application Load Balancer target groups": one success after it was registered, later
as many in a row as the group says; unhealthy after as many failures in a row.
"""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["initial", "healthy", "unhealthy"]


@dataclass(frozen=True)
class Failure:
    """Reason code and description, as DescribeTargetHealth shows them."""

    reason: str
    description: str


INITIAL = Failure("Elb.InitialHealthChecking", "Initial health checks in progress")


@dataclass(frozen=True)
class Health:
    kind: Kind = "initial"
    failure: Failure | None = INITIAL
    in_a_row: int = 0
    """Answers that speak against what it is."""

    def after(self, failure: Failure | None, healthy_threshold: int, unhealthy_threshold: int) -> "Health":
        """Once it was asked, and has failed or not."""
        if self.kind == "healthy":
            if failure is None:
                return Health("healthy", None)
            if self.in_a_row + 1 < unhealthy_threshold:
                return Health("healthy", None, self.in_a_row + 1)
            return Health("unhealthy", failure)
        if self.kind == "initial":
            if failure is None:
                return Health("healthy", None)
            if self.in_a_row + 1 < unhealthy_threshold:
                return Health("initial", INITIAL, self.in_a_row + 1)
            return Health("unhealthy", failure)
        if failure is not None:
            return Health("unhealthy", failure)
        if self.in_a_row + 1 < healthy_threshold:
            return Health("unhealthy", self.failure, self.in_a_row + 1)
        return Health("healthy", None)
