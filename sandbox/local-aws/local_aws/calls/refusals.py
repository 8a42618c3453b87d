"""A refusal in the form of its service's protocol."""

import json
from uuid import uuid4
from xml.sax.saxutils import escape

from local_aws.calls.call import Refusal

Answer = tuple[int, dict[str, str], bytes]


def rendered(refusal: Refusal, protocol: str, service: str) -> Answer:
    """Status, headers and body of AWS's answer."""
    request = str(uuid4())
    code, message = escape(refusal.code), escape(refusal.message)
    if protocol in ("json", "rest-json"):
        body: dict[str, str] = {"message": refusal.message}
        if protocol == "json":
            body["__type"] = refusal.code
        headers = {"Content-Type": "application/x-amz-json-1.1", "x-amzn-ErrorType": refusal.code}
        return refusal.status, {**headers, "x-amzn-RequestId": request}, json.dumps(body).encode()
    error = f"<Code>{code}</Code><Message>{message}</Message>"
    if protocol == "ec2":
        text = f"<Response><Errors><Error>{error}</Error></Errors><RequestID>{request}</RequestID></Response>"
    elif service == "s3":
        text = f"<Error>{error}<RequestId>{request}</RequestId></Error>"
    else:
        text = (
            f"<ErrorResponse><Error><Type>Sender</Type>{error}</Error>"
            f"<RequestId>{request}</RequestId></ErrorResponse>"
        )
    headers = {"Content-Type": "text/xml", "x-amzn-RequestId": request}
    return refusal.status, headers, f'<?xml version="1.0" encoding="UTF-8"?>{text}'.encode()


def invalid(protocol: str, service: str, problems: list[tuple[str, str]]) -> Refusal:
    """What a service says of parameters that its model does not allow."""
    details = "; ".join(f"{message} at '{path}'" if path else message for path, message in problems)
    plural = "error" if len(problems) == 1 else "errors"
    message = f"{len(problems)} validation {plural} detected: {details}"
    if service == "s3":
        return Refusal("InvalidRequest", message)
    if protocol == "ec2":
        missing = all(text == "Member must not be null" for _, text in problems)
        return Refusal("MissingParameter" if missing else "InvalidParameterValue", message)
    if protocol == "query":
        return Refusal("ValidationError", message)
    if protocol == "rest-xml":
        return Refusal("InvalidArgument", message)
    if service in ("apigateway", "apigatewayv2"):
        return Refusal("BadRequestException", message)
    if service == "lambda":
        return Refusal("InvalidParameterValueException", message)
    return Refusal("ValidationException", message)
