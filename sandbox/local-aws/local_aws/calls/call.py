"""What a call asks for, and how it is refused."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Call:
    """A request to an API of AWS, as its service model reads it."""

    service: str
    """As botocore calls it: `ec2`, `elbv2`, `apigatewayv2`, `cloudwatch`."""
    operation: str
    region: str
    account: str
    parameters: dict[str, Any]
    """By the members' names in the model, in Python's types; what is not sent is not there."""
    caller: str = ""
    """Access key id that signed it."""

    def get(self, path: str, default: Any = None) -> Any:
        """What is at a dotted path, such as `DistributionConfig.Aliases.Items`."""
        found: Any = self.parameters
        for name in path.split("."):
            if not isinstance(found, dict) or name not in found:
                return default
            found = found[name]
        return found


class Refusal(Exception):
    """AWS's answer to a call that it does not take: its error code and message, and its HTTP status."""

    def __init__(self, code: str, message: str, status: int = 400) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.status = status
