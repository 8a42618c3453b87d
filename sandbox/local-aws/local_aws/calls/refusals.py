"""A refusal in the words and the form of its service."""

import json
from uuid import uuid4
from xml.sax.saxutils import escape

from local_aws.calls.call import Refusal
from local_aws.calls.models import service_model
from local_aws.calls.problems import Problem, Problems

Answer = tuple[int, dict[str, str], bytes]


def rendered(refusal: Refusal, protocol: str, service: str) -> Answer:
    """Status, headers and body of AWS's answer."""
    request = str(uuid4())
    if protocol in ("json", "rest-json", "smithy-rpc-v2-cbor"):
        return refusal.status, *_document(refusal, protocol, service, request)
    error = f"<Code>{escape(refusal.code)}</Code><Message>{escape(refusal.message)}</Message>"
    if protocol == "ec2":
        text = f"<Response><Errors><Error>{error}</Error></Errors><RequestID>{request}</RequestID></Response>"
    elif service == "s3":
        text = f"<Error>{error}<RequestId>{request}</RequestId><HostId>local</HostId></Error>"
    else:
        text = (
            f"<ErrorResponse><Error><Type>Sender</Type>{error}</Error><RequestId>{request}</RequestId></ErrorResponse>"
        )
    headers = {"Content-Type": "text/xml", "x-amz-request-id" if service == "s3" else "x-amzn-RequestId": request}
    return refusal.status, headers, f'<?xml version="1.0" encoding="UTF-8"?>\n{text}'.encode()


def _document(refusal: Refusal, protocol: str, service: str, request: str) -> tuple[dict[str, str], bytes]:
    headers = {"x-amzn-RequestId": request}
    model = service_model(service)
    metadata = model.metadata if model else {}
    if "awsQueryCompatible" in metadata:
        headers["x-amzn-query-error"] = f"{refusal.code};Sender"
    if protocol == "smithy-rpc-v2-cbor":
        headers |= {"Content-Type": "application/cbor", "smithy-protocol": "rpc-v2-cbor"}
        pairs = ("__type", refusal.code, "message", refusal.message)
        return headers, bytes([0xA0 | len(pairs) // 2]) + b"".join(_cbor_text(text) for text in pairs)
    if protocol == "json":
        headers["Content-Type"] = f"application/x-amz-json-{metadata.get('jsonVersion', '1.1')}"
        body = {"__type": refusal.code, "message": refusal.message}
    else:
        headers |= {"Content-Type": "application/json", "x-amzn-ErrorType": refusal.code}
        body = {"message": refusal.message}
    return headers, json.dumps(body).encode()


def _cbor_text(text: str) -> bytes:
    """A text in CBOR, with its length in four bytes (RFC 8949, section 3)."""
    encoded = text.encode()
    return b"\x7a" + len(encoded).to_bytes(4, "big") + encoded


def invalid(protocol: str, service: str, problems: Problems) -> Refusal:
    """What a service says of parameters that its model does not allow; of several kinds of problems, by the first."""
    first = problems[0]
    of_kind = [problem for problem in problems if _rank(problem) == _rank(first)]
    code = _code(protocol, service, first)
    if protocol == "ec2":
        return Refusal(code, " ".join(map(_in_ec2, of_kind)))
    count = f"{len(of_kind)} validation error{'s' if len(of_kind) > 1 else ''} detected: "
    message = count + "; ".join(problem.told for problem in of_kind)
    if code == "MalformedXML" and service == "s3":
        message = (
            f"The XML you provided was not well-formed or did not validate against our published schema: {message}"
        )
    return Refusal(code, message)


def _rank(problem: Problem) -> str:
    return "value" if problem.kind in ("missing", "value") else problem.kind


def _in_ec2(problem: Problem) -> str:
    """Source: Amazon EC2 API Reference, "Error codes for the Amazon EC2 API"."""
    path = problem.path
    if problem.kind == "missing":
        return f"The request must contain the parameter {path}"
    if problem.kind == "unknown":
        return f"The parameter {path} is not recognized"
    if problem.kind == "unread":
        return f"The parameter {path} {problem.constraint}."
    return f"Value ({problem.value}) for parameter {path} is invalid. {problem.constraint}"


_CODES: dict[str, dict[str, str]] = {
    # By service, or else by protocol: of each kind of problem, and for all others under "".
    "ec2": {
        "missing": "MissingParameter",
        "unknown": "UnknownParameter",
        "unread": "UnsupportedOperation",
        "": "InvalidParameterValue",
    },
    "rds": {"missing": "MissingParameter", "type": "MalformedInput", "": "InvalidParameterValue"},
    "elasticache": {"missing": "MissingParameter", "type": "MalformedInput", "": "InvalidParameterValue"},
    "sns": {"type": "MalformedInput", "": "InvalidParameter"},
    # Sources of the codes of model violations: boto/boto#1499 and brendanhay/amazonka#209 (MalformedInput),
    # aws/aws-cli#6275 and fog/fog#3428 (CloudFront), hashicorp/terraform#24250 (Route 53), lazywithclass/
    # winston-cloudwatch#55 (Logs), aarondfrancis/sidecar#147 (Lambda), pulumi/pulumi#12045 (WAF).
    "query": {"type": "MalformedInput", "": "ValidationError"},
    "cloudwatch": {"type": "MalformedInput", "": "ValidationError"},
    "cloudfront": {"type": "MalformedInput", "malformed": "MalformedXML", "": "MalformedXML"},
    "route53": {"": "InvalidInput"},
    "s3": {"": "MalformedXML"},
    "rest-xml": {"malformed": "MalformedXML", "": "InvalidArgument"},
    "logs": {"type": "SerializationException", "malformed": "SerializationException", "": "InvalidParameterException"},
    "apigateway": {"": "BadRequestException"},
    "apigatewayv2": {"": "BadRequestException"},
    "lambda": {
        "type": "SerializationException",
        "malformed": "InvalidRequestContentException",
        "": "ValidationException",
    },
    "": {"type": "SerializationException", "malformed": "SerializationException", "": "ValidationException"},
}


def _code(protocol: str, service: str, problem: Problem) -> str:
    if service in ("s3", "cloudfront") and not problem.in_body:
        return "InvalidArgument"
    codes = _CODES.get(service) or _CODES.get(protocol) or _CODES[""]
    return codes.get(problem.kind) or codes[""]
