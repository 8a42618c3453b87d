"""Who policies may name: AWS keeps no policy of a principal that is not there."""

import re

_ACCOUNT = re.compile(r"\d{12}|arn:aws[a-z-]*:iam::\d{12}:root")
_IDENTITY = re.compile(r"arn:aws[a-z-]*:iam::(\d{12}):(user|role)/(?:.*/)?([^/]+)")
_OTHER_IDENTITY = re.compile(r"arn:aws[a-z-]*:(iam|sts)::(\d{12}|cloudfront):(user|assumed-role|federated-user)/.+")
_UNIQUE_ID = re.compile(r"A[A-Z0-9]{15,127}")
_SERVICE = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?")


def exists(name: str) -> bool:
    """Whether an `AWS` principal can be named: an account, everybody, or a user or role that is there.

    Those of other accounts than the caller's are taken to be there: nothing here knows them.
    """
    from ministack.core.responses import get_account_id
    from ministack.services import iam

    if name == "*" or _ACCOUNT.fullmatch(name) or _UNIQUE_ID.fullmatch(name):
        return True
    found = _IDENTITY.fullmatch(name)
    if found is None:
        return bool(_OTHER_IDENTITY.fullmatch(name))
    account, kind, last = found.groups()
    if account != get_account_id():
        return True
    kept = (iam._users if kind == "user" else iam._roles).get(last)
    return kept is not None and kept["Arn"] == name


def is_service(name: str) -> bool:
    """Whether it can be a service's: `lambda.amazonaws.com`. Which ones there are, AWS has no list of."""
    return bool(_SERVICE.fullmatch(name))


def unknown(names: list[str]) -> str | None:
    """The first `AWS` principal that is not there."""
    return next((name for name in names if not exists(name)), None)
