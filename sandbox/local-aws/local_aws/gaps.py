"""Every gap of MiniStack that is filled, in one place."""


def fill_gaps() -> None:
    """Fills them all, once, before the first request."""
