"""What an instance asks of AWS: signed with its role's session, so that it gets what the role may have, and no more."""

import os
import re
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import Request, urlopen

from botocore.auth import S3SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

_SECONDS = 20

Session = dict[str, str]
"""See `instance_sessions`."""


class Refused(Exception):
    """AWS's answer, or none, in a line."""


def endpoint() -> str:
    return f"http://127.0.0.1:{os.environ['GATEWAY_PORT']}"


def fetched(uri: str, region: str, session: Session) -> bytes:
    """An object of S3, by `s3://<bucket>/<key>`. Blocks."""
    parts = urlsplit(uri)
    url = f"{endpoint()}/{parts.netloc}{quote(parts.path)}"
    return _answer(AWSRequest("GET", url), S3SigV4Auth(_credentials(session), "s3", region), f"GetObject {uri}")


def _credentials(session: Session) -> Credentials:
    return Credentials(session["accessKeyId"], session["secretAccessKey"], session["sessionToken"])


def _answer(request: AWSRequest, auth: S3SigV4Auth, what: str) -> bytes:
    auth.add_auth(request)
    sent = Request(request.url, headers=dict(request.headers.items()), method=request.method)
    try:
        with urlopen(sent, timeout=_SECONDS) as response:
            return bytes(response.read())
    except HTTPError as failure:
        said = re.sub(r"<[^>]*>|\s+", " ", failure.read().decode(errors="replace")).strip()
        raise Refused(f"{what}: {failure.code} {said[:500]}") from failure
    except (URLError, OSError) as failure:
        raise Refused(f"{what}: {failure}") from failure
