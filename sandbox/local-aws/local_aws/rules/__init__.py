"""What AWS refuses and its models do not tell: a module for each service, a function for each rule.

A rule looks at a call, and at what MiniStack holds, and raises `Refusal` with AWS's own code. Its docstring says what AWS
does, and ends with `Source:`. A rule's name is its module's and its function's: `ec2.descriptions`.
"""

import importlib
import pkgutil

from local_aws.calls.rule import Rule, name_of


def all_rules() -> list[Rule]:
    """Every rule of every module, in the order of their names. MiniStack has to be configured by then."""
    modules = [importlib.import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__)]
    rules = {each for module in modules for each in vars(module).values() if hasattr(each, "asked_about")}
    return sorted(rules, key=name_of)


def by_operation() -> dict[tuple[str, str], list[Rule]]:
    """The rules that are asked about each operation of a service."""
    found: dict[tuple[str, str], list[Rule]] = {}
    for each in all_rules():
        for operation in each.asked_about:  # type: ignore[attr-defined]
            found.setdefault(operation, []).append(each)
    return found
