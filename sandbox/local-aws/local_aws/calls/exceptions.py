"""Where a model is known to say something else than its service does: `service.Shape` or `service.Shape.Member`, and why.

A reason ends with `Source:`. None is known of what a deployment calls: no recorded call of one breaks a model.
"""

EXCEPTIONS: dict[str, str] = {}
