"""Requests in all the forms that clients give them."""

import unittest

from tests.calls.requests import form, raw, read_back, sent


class Requests(unittest.TestCase):
    def test_a_host_that_names_the_bucket(self) -> None:
        hosts = ("a-bucket.s3.localhost:4566", "a-bucket.s3.eu-west-1.amazonaws.com", "a-bucket.localhost:4566")
        for host in hosts:
            with self.subTest(host):
                _, given = read_back("s3", "GetObject", raw("s3", "GET", "/a/key", host=host))
                self.assertEqual(given, {"Bucket": "a-bucket", "Key": "a/key"})

    def test_a_host_that_names_none(self) -> None:
        for host in ("127.0.0.1:4566", "localhost:4566", "s3.localhost:4566", "s3.eu-west-1.amazonaws.com"):
            with self.subTest(host):
                _, given = read_back("s3", "GetObject", raw("s3", "GET", "/a-bucket/key", host=host))
                self.assertEqual(given, {"Bucket": "a-bucket", "Key": "key"})

    def test_keys_with_plus_space_and_slashes(self) -> None:
        for path, key in (("/b/x+y%20z", "x+y z"), ("/b/a/b/", "a/b/"), ("/b//a", "/a"), ("/b/%E6%97%A5", "日")):
            with self.subTest(path):
                _, given = read_back("s3", "GetObject", raw("s3", "GET", path))
                self.assertEqual(given["Key"], key)

    def test_a_presigned_url(self) -> None:
        query = (
            "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=test%2F20260101%2Feu-west-1%2Fs3%2Faws4_request"
            "&X-Amz-Date=20260101T000000Z&X-Amz-Expires=60&X-Amz-SignedHeaders=host&X-Amz-Signature=0&x-id=GetObject"
        )
        _, given = read_back("s3", "GetObject", raw("s3", "GET", "/a-bucket/a", query, authorization=""))
        self.assertEqual(given, {"Bucket": "a-bucket", "Key": "a"})

    def test_a_body_that_was_signed_in_chunks(self) -> None:
        body = b"5;chunk-signature=0\r\nhello\r\n1;chunk-signature=0\r\n!\r\n0;chunk-signature=0\r\n\r\n"
        streaming = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"
        request = raw("s3", "PUT", "/a-bucket/a", body=body, x_amz_content_sha256=streaming)
        self.assertEqual(read_back("s3", "PutObject", request)[1]["Body"], b"hello!")

    def test_the_operation_is_told_by_query_and_headers(self) -> None:
        cases = {
            ("GET", "/b", "list-type=2", ""): "ListObjectsV2",
            ("GET", "/b", "", ""): "ListObjects",
            ("GET", "/b", "versions", ""): "ListObjectVersions",
            ("GET", "/b", "lifecycle", ""): "GetBucketLifecycleConfiguration",
            ("PUT", "/b/k", "", ""): "PutObject",
            ("PUT", "/b/k", "", "/c/k"): "CopyObject",
            ("PUT", "/b/k", "partNumber=1&uploadId=a", ""): "UploadPart",
            ("POST", "/b/k", "uploads", ""): "CreateMultipartUpload",
            ("HEAD", "/b", "", ""): "HeadBucket",
        }
        for (method, path, query, source), operation in cases.items():
            with self.subTest(operation):
                headers = {"x_amz_copy_source": source} if source else {}
                read_back("s3", operation, raw("s3", method, path, query, **headers))

    def test_header_lists_and_dates(self) -> None:
        headers = {"x_amz_object_attributes": "ETag, ObjectSize", "if_modified_since": "Sat, 01 Jan 2026 00:00:00 GMT"}
        _, given = read_back("s3", "GetObjectAttributes", raw("s3", "GET", "/b/k", "attributes", **headers))
        self.assertEqual(given["ObjectAttributes"], ["ETag", "ObjectSize"])
        _, given = read_back(
            "s3", "GetObject", raw("s3", "GET", "/b/k", if_modified_since=headers["if_modified_since"])
        )
        self.assertEqual(given["IfModifiedSince"], headers["if_modified_since"])

    def test_xml_with_any_prefix_of_its_namespace(self) -> None:
        uri = "http://s3.amazonaws.com/doc/2006-03-01/"
        tag = "<a:Tag><a:Key>k</a:Key><a:Value> v </a:Value></a:Tag>"
        body = f'<a:Tagging xmlns:a="{uri}"><a:TagSet>{tag}</a:TagSet></a:Tagging>'
        _, given = read_back("s3", "PutBucketTagging", raw("s3", "PUT", "/b", "tagging", body))
        self.assertEqual(given["Tagging"], {"TagSet": [{"Key": "k", "Value": " v "}]})

    def test_lists_of_the_query_protocols_keep_their_order(self) -> None:
        body = "Action=DescribeTags&" + "&".join(f"ResourceArns.member.{number}=a{number}" for number in (10, 9, 1, 2))
        _, given = read_back("elbv2", "DescribeTags", form("elasticloadbalancing", body))
        self.assertEqual(given["ResourceArns"], ["a1", "a2", "a9", "a10"])

    def test_blobs_are_bytes(self) -> None:
        _, given = read_back(
            "lambda", "UpdateFunctionCode", sent("lambda", "UpdateFunctionCode", FunctionName="a", ZipFile=b"\0")
        )
        self.assertEqual(given["ZipFile"], b"\0")
