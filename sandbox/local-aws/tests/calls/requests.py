"""Requests as AWS's clients send them, and answers as AWS's clients read them."""

import functools
import logging
import os
from pathlib import Path
from typing import Any

from botocore.awsrequest import AWSPreparedRequest
from botocore.client import BaseClient
from botocore.config import Config
from botocore.parsers import create_parser
from botocore.serialize import create_serializer

from tests.server import REGION, SESSION

ENDPOINT = "http://127.0.0.1:1"


class _Sent(Exception):
    def __init__(self, request: AWSPreparedRequest) -> None:
        self.request = request


@functools.cache
def client(service: str) -> BaseClient:
    """A client whose requests go nowhere, and are not checked before they are sent."""
    made = SESSION.create_client(
        service,
        region_name=REGION,
        endpoint_url=ENDPOINT,
        aws_access_key_id="test",
        aws_secret_access_key="test",
        config=Config(parameter_validation=False, retries={"max_attempts": 0}),
    )
    made.meta.events.register("before-send", _keep)
    return made


def _keep(request: AWSPreparedRequest, **_: Any) -> None:
    raise _Sent(request)


def sent(service: str, operation: str, **parameters: Any) -> Any:
    """The request of a call, as the local AWS gets it."""
    from local_aws.calls.request import Request

    try:
        client(service)._make_api_call(operation, parameters)
    except _Sent as caught:
        request = caught.request
    path, _, query = request.url.removeprefix(ENDPOINT).partition("?")
    body = request.body or b""
    body = body.read() if hasattr(body, "read") else body
    headers = {
        name.lower(): value if isinstance(value, str) else value.decode() for name, value in request.headers.items()
    }
    return Request(request.method, path, query, headers, body.encode() if isinstance(body, str) else body)


def raw(
    service: str, method: str = "POST", path: str = "/", query: str = "", body: str | bytes = b"", **headers: str
) -> Any:
    """A request that no client would make, signed for a service."""
    from local_aws.calls.request import Request

    named = {name.replace("_", "-"): value for name, value in headers.items()}
    credential = f"Credential=test/20260101/{REGION}/{service}/aws4_request"
    named.setdefault("authorization", f"AWS4-HMAC-SHA256 {credential}, SignedHeaders=host, Signature=0")
    return Request(method, path, query, named, body.encode() if isinstance(body, str) else body)


def form(service: str, body: str) -> Any:
    return raw(service, body=body, content_type="application/x-www-form-urlencoded")


def cbor(signing_name: str, service: str, operation: str, parameters: dict[str, Any]) -> Any:
    """The request of a call in CBOR, which botocore's own clients do not choose."""
    model = client(service).meta.service_model.operation_model(operation)
    made = create_serializer("smithy-rpc-v2-cbor", include_validation=False).serialize_to_request(parameters, model)
    return raw(
        signing_name, path=made["url_path"], body=made["body"], smithy_protocol=made["headers"]["smithy-protocol"]
    )


def read_back(service: str, operation: str, request: Any) -> tuple[str, dict[str, Any]]:
    """The operation and the parameters that the local AWS reads. Raises what it refuses."""
    from local_aws.calls import front
    from local_aws.calls.models import operation_model, service_of
    from local_aws.calls.parse import parameters

    found = service_of(request.signer[2], request.path, request.form)
    assert found == service, found
    protocol = front.protocol_of(service, request)
    name, labels = front._operation(request, service, protocol)
    assert name == operation, name
    problems: list[Any] = []
    given = parameters(operation_model(service, name), protocol, request, labels, problems)
    assert not problems, problems
    return name, given


def refusal_of(request: Any) -> tuple[int, str, str]:
    """Status, code and message of the refusal, as botocore reads it; zero and nothing where the call is taken."""
    from local_aws.calls import front
    from local_aws.calls.models import operation_model, service_of

    answer = front.answer(request, {})
    if answer is None:
        return 0, "", ""
    status, headers, body = answer
    service = service_of(request.signer[2], request.path, request.form)
    protocol = front.protocol_of(service, request)
    name, _ = front._operation(request, service, protocol)
    response = {"status_code": status, "headers": {key.lower(): value for key, value in headers.items()}, "body": body}
    parsed = create_parser(protocol).parse(response, operation_model(service, name).output_shape)
    return status, parsed["Error"]["Code"], parsed["Error"]["Message"]


@functools.cache
def fill_gaps() -> None:
    """Fills MiniStack's gaps in the tests' own process, where what can be read depends on them. It can be done once."""
    from local_aws import gaps

    gaps.fill_gaps()


@functools.cache
def operations() -> list[tuple[str, str]]:
    """Each operation of `operations.txt`, with its service."""
    found, service = [], ""
    for line in (Path(__file__).parent / "operations.txt").read_text().splitlines():
        if line.startswith("  "):
            found += [(service, name) for name in line.split()]
        elif line and not line.startswith("#"):
            service = line
    return found


os.environ.setdefault("MINISTACK_REGION", REGION)
logging.getLogger("local_aws").addHandler(logging.NullHandler())
