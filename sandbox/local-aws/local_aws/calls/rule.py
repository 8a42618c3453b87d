"""How a rule says which calls it is asked about."""

from collections.abc import Callable

from local_aws.calls.call import Call

Rule = Callable[[Call], None]


def rule(service: str, *operations: str) -> Callable[[Rule], Rule]:
    """Marks a function as a rule for calls of these operations. Of several services it is marked several times."""

    def mark(function: Rule) -> Rule:
        asked = getattr(function, "asked_about", ())
        function.asked_about = (*asked, *((service, operation) for operation in operations))  # type: ignore[attr-defined]
        return function

    return mark


def name_of(function: Rule) -> str:
    return f"{function.__module__.rpartition('.')[2].rstrip('_')}.{function.__name__}"
