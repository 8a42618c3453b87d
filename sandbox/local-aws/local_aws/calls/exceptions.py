"""Where a model is known to say something else than its service does: shape, or shape and member, and why."""

EXCEPTIONS: dict[str, str] = {}
