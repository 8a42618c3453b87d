"""Tokens that sign in to a cache: a presigned request, without its scheme, that is never sent to AWS.

Source: ElastiCache User Guide, "Authenticating with IAM": a token is valid for 15 minutes.
"""

import os
from urllib.parse import parse_qs, urlsplit

from ministack.core import iam_evaluator, sigv4
from ministack.core.responses import _account_from_sts_session, get_account_id, get_region

MOST_SECONDS = 900


class Invalid(Exception):
    """Why a token signs nobody in; for the log alone."""


def signer(token: str, cache: str, query: dict[str, str]) -> str:
    """The access key id that signed a token for a cache, in the region and account of the request, with these parameters and no
    others.

    @raises Invalid
    """
    url = urlsplit(f"https://{token}")
    given = parse_qs(url.query, keep_blank_values=True)
    if url.netloc.lower() != cache.lower() or url.path not in ("", "/"):
        raise Invalid(f"it is for {url.netloc}{url.path}, not {cache}")
    own = {name: values for name, values in given.items() if not name.lower().startswith("x-amz-")}
    if own != {name: [value] for name, value in query.items()}:
        raise Invalid(f"it is for {own}, not {query}")
    signature = sigv4.parse_query_signature(given)
    if isinstance(signature, tuple):
        raise Invalid(signature[1])
    if (signature.service, signature.region) != ("elasticache", get_region()):
        raise Invalid(f"it is for {signature.service} in {signature.region}")
    _check_time(signature.amz_date, given.get("X-Amz-Expires", [""])[0])
    secret = _secret_of(signature.access_key_id, given.get("X-Amz-Security-Token", [""])[0])
    failure = sigv4.header_signature_failure(
        signature, secret, "GET", "/", given, {"host": cache.lower()}, b"", presigned=True
    )
    if failure:
        raise Invalid(failure[0])
    return signature.access_key_id


def _check_time(signed_at: str, seconds: str) -> None:
    try:
        expired = sigv4.presigned_request_is_expired(signed_at, seconds)
        if expired or not 0 < int(seconds) <= MOST_SECONDS:
            raise Invalid(f"it is of {signed_at}, for {seconds} seconds")
    except ValueError:
        raise Invalid("it has no time") from None


def _secret_of(key_id: str, session_token: str) -> str:
    if iam_evaluator.is_root_access_key(key_id) and key_id != os.environ["AWS_ACCESS_KEY_ID"]:
        raise Invalid("its key is nobody's")  # MiniStack takes some well-known keys for its root's
    if (_account_from_sts_session(key_id) or get_account_id()) != get_account_id():
        raise Invalid("its key is another account's")
    found = iam_evaluator.resolve_credential(key_id, get_account_id(), session_token)
    if isinstance(found, iam_evaluator.CredentialResolutionError):
        raise Invalid(found.message)
    return str(found.secret_access_key)
