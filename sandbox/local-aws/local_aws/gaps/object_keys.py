"""Keys of objects in lists and in URLs."""

from typing import Any
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement

from ministack.services import cloudfront, s3

from local_aws.patch import Response, edit, wrap

_KEYS = ("Key", "Prefix", "Delimiter", "KeyMarker", "NextKeyMarker")


def encoded_lists() -> None:
    """Lists of versions and of uploads in parts give keys as they are, also to one that asks for them encoded
    (`encoding-type=url`), who decodes them then: what `a+b` becomes is there nowhere, and cannot be deleted.

    As in AWS they are encoded, with what they were asked by (S3 API Reference, ListObjectVersions and
    ListMultipartUploads: "EncodingType"). Lists of objects are in MiniStack too; lists of parts know no encoding.
    """
    for name in ("_list_object_versions", "_list_multipart_uploads"):
        wrap(s3, name, _list)


def blanks() -> None:
    """A `+` in a distribution's URL is that character. As in AWS, S3 reads it as a blank, and `%2B` as itself
    (rust-lang/crates.io#4891)."""
    wrap(cloudfront, "_s3_object_key", lambda original, origin, uri: original(origin, uri.replace("+", "%20")))


def _list(original: Any, bucket: str, query: dict[str, Any]) -> Response:
    response: Response = original(bucket, query)
    encoding = s3._qp(query, "encoding-type")
    if not encoding or response[0] != 200:
        return response
    if encoding != "url":
        refusal: Response = s3._error("InvalidArgument", "Invalid Encoding Method specified in Request", 400)
        return refusal
    return edit(response, _encode)


def _encode(root: Element) -> None:
    for element in root.iter():
        if element.tag in _KEYS and element.text:
            element.text = quote(element.text, safe="/")
    SubElement(root, "EncodingType").text = "url"
