"""What is wrong with a request, found while it is read and checked, before its service's own words are put to it."""

from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["missing", "unknown", "type", "value", "malformed", "unread"]
"""A required member that is not there; one that the model does not have; a value of another type; one that its
constraints do not allow; a body that cannot be read at all; a member that the local AWS does not act on."""


@dataclass(frozen=True)
class Problem:
    kind: Kind
    path: str
    """The model's names and the list's numbers, such as `Rules.1.Name`; empty for the body as a whole."""
    constraint: str
    """What is asked of it, in AWS's words where AWS has some."""
    value: Any = None
    in_body: bool = True

    @property
    def told(self) -> str:
        """As AWS's services tell it: paths begin in lower case, and a list's items are its members."""
        if self.kind == "malformed":
            return self.constraint
        if self.kind == "missing":
            return f"Value null at '{self.place}' failed to satisfy constraint: Member must not be null"
        if self.kind in ("unknown", "unread"):
            return f"'{self.place}' {self.constraint}"
        return f"Value '{shown(self.value)}' at '{self.place}' failed to satisfy constraint: {self.constraint}"

    @property
    def place(self) -> str:
        parts = [f"{part}.member" if part.isdigit() else part[:1].lower() + part[1:] for part in self.path.split(".")]
        return ".".join(parts)


Problems = list[Problem]


def shown(value: Any) -> str:
    text = f"({len(value)} bytes)" if isinstance(value, bytes) else str(value)
    return text if len(text) <= 200 else f"{text[:200]}..."
