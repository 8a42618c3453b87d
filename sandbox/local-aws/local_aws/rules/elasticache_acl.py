"""Rules of ElastiCache about what a user's access string says."""

import re

from local_aws.calls.call import Call, Refusal
from local_aws.calls.rule import rule

_CATEGORIES = {
    *("all", "keyspace", "read", "write", "set", "sortedset", "list", "hash", "string", "bitmap", "hyperloglog", "geo"),
    *("stream", "pubsub", "admin", "fast", "slow", "blocking", "dangerous", "connection", "transaction", "scripting"),
    *("json", "search", "bloom"),
}
"""The last three are of the modules that ElastiCache has."""

_WORDS = {
    *("on", "off", "allkeys", "resetkeys", "allchannels", "resetchannels", "allcommands", "nocommands"),
    *("clearselectors", "sanitize-payload", "skip-sanitize-payload"),
}

_PATTERN = re.compile(r"(~|&|%(R|W|RW|WR)~)\S+", re.IGNORECASE)
_COMMAND = re.compile(r"[+-][a-z][a-z0-9._-]*(\|[a-z0-9._-]+)?", re.IGNORECASE)
_CATEGORY = re.compile(r"[+-]@([a-z0-9_-]+)", re.IGNORECASE)
_SELECTOR = re.compile(r"\(([^()]*)\)")

_PASSWORD = re.compile(r"[><#!].*|nopass|resetpass|reset", re.IGNORECASE)


@rule("elasticache", "CreateUser", "ModifyUser")
def access_strings(call: Call) -> None:
    """An access string consists of rules of the engine's ACL: `on`, `~keys`, `%R~keys`, `&channels`, `+command`,
    `-@category`, words such as `allkeys`, and selectors in brackets. Passwords are not among them, nor is `reset`, which
    drops them.

    Source: ElastiCache User Guide, "Role-Based Access Control (RBAC)" (limitations, specifying permissions using an access
    string); Valkey documentation, "ACL" (ACL rules, command categories).
    """
    for member in ("AccessString", "AppendAccessString"):
        text = call.get(member, "")
        for inner in _SELECTOR.findall(text):
            _check(member, inner)
        _check(member, _SELECTOR.sub(" ", text))


def _check(member: str, text: str) -> None:
    for each in text.split():
        if _PASSWORD.fullmatch(each):
            raise Refusal("InvalidParameterValue", f"{member} cannot hold passwords, nor reset them: {each}")
        category = _CATEGORY.fullmatch(each)
        known = category.group(1).lower() in _CATEGORIES if category else None
        if known is None:
            known = each.lower() in _WORDS or bool(_PATTERN.fullmatch(each) or _COMMAND.fullmatch(each))
        if not known:
            raise Refusal("InvalidParameterValue", f"{member} has a rule that is no rule of an ACL: {each}")
