"""Reads a request's parameters by its operation's model, for each of AWS's protocols.

What does not fit the model's structure is a problem of the request: it is gathered, and judged with the constraints.
"""

from typing import Any

from botocore.model import OperationModel

from local_aws.calls import documents, forms, rest
from local_aws.calls.problems import Problems
from local_aws.calls.request import Request


def parameters(
    operation: OperationModel, protocol: str, request: Request, labels: dict[str, str], problems: Problems
) -> dict[str, Any]:
    """The parameters by the model's names."""
    shape = operation.input_shape
    if shape is None:
        return {}
    if protocol in ("query", "ec2"):
        return forms.read(shape, request.form, is_ec2=protocol == "ec2", problems=problems)
    if protocol in ("rest-json", "rest-xml"):
        return rest.read(operation, protocol == "rest-json", request, labels, problems)
    read = documents.json_object if protocol == "json" else documents.cbor_object
    return documents.structure(shape, read(request.body, problems), "", problems)
