"""AWS's service models, as the pinned botocore ships them."""

import functools
from collections.abc import Mapping
from typing import Any

from botocore import session
from botocore.exceptions import UnknownServiceError
from botocore.loaders import Loader
from botocore.model import OperationModel, ServiceModel, Shape

_SERVICES = {
    # What a credential's scope calls a service, where botocore has another name for it.
    "monitoring": "cloudwatch",
    "tagging": "resourcegroupstaggingapi",
    "elasticfilesystem": "efs",
    "states": "stepfunctions",
    "servicequotas": "service-quotas",
}

_loader = Loader()


def share() -> None:
    """Lets every session of botocore read with one loader: MiniStack makes a session for each service that it looks up."""
    session.create_loader = lambda _: _loader


@functools.cache
def service_model(name: str) -> ServiceModel | None:
    """The newest model of a service; None for one that botocore does not know."""
    try:
        return ServiceModel(_loader.load_service_model(name, "service-2"), name)
    except UnknownServiceError:
        return None


@functools.cache
def operation_model(service: str, name: str) -> OperationModel:
    model = service_model(service)
    if model is None:
        raise LookupError(service)
    return model.operation_model(name)


def service_of(signing_name: str, path: str, form: Mapping[str, str]) -> str:
    """botocore's name of the service that a request is for: of those that share a signing name, by what tells them."""
    if signing_name == "elasticloadbalancing":
        return "elb" if form.get("Version") == "2012-06-01" else "elbv2"
    if signing_name == "apigateway":
        return "apigatewayv2" if path.startswith("/v2/") else "apigateway"
    if signing_name == "s3" and path.startswith("/v20180820/"):
        return "s3control"
    if signing_name == "lambda" and path.startswith("/2026-04-04/"):
        return "lambda-core"
    if signing_name == "lambda" and path.startswith("/2025-09-09/"):
        return "lambda-microvms"
    return _SERVICES.get(signing_name, signing_name)


def constraint(shape: Shape, name: str) -> Any:
    """A trait of a shape that botocore's own classes leave out, such as `max`."""
    return shape._shape_model.get(name)


@functools.cache
def wire_names(shape: Shape) -> dict[str, str]:
    """The model's name of each member by the name that is sent, in JSON, CBOR and XML."""
    return {member.serialization.get("name", name): name for name, member in shape.members.items()}
