"""Who is let in, see `local_aws.access`: the whole list of those who are not, and a stack's own hosts, which are open."""

import hashlib
import http.client
import json
import os
import stat
import unittest
from urllib.parse import urlencode, urlsplit

from botocore.config import Config
from botocore.credentials import Credentials
from botocore.exceptions import ClientError

from tests.case import GapCase, client, fills
from tests.distribution import Distribution
from tests.roles import allow, make_role
from tests.server import REGION, SESSION, LocalAws
from tests.test_http_api_requests import call, code, make_function, make_route, to_function
from tests.test_http_apis import make_api
from tests.web import Answer, request

LIST = urlencode({"Action": "ListUsers", "Version": "2010-05-08"})
FORM = "application/x-www-form-urlencoded"
CROSS = "http://attacker.example"


def ask(body: str = LIST, host: str = "", sent_body: str | None = None, key: Credentials | None = None, **more: str) -> Answer:
    """A signed call to IAM, with what `more` adds to it after it was signed."""
    aws = GapCase.aws()
    signed = aws.signed("iam", "POST", "/", body, key, content_type=FORM)
    host = host or urlsplit(aws.url).netloc
    return request(host, "/", "POST", body if sent_body is None else sent_body, **signed, **more)


class Keys(GapCase):
    def test_the_key_of_the_checkout_opens(self) -> None:
        self.assertEqual(ask()[0], 200)

    def test_nothing_opens_without_a_key(self) -> None:
        netloc = urlsplit(self.aws().url).netloc
        for method, path in (
            ("GET", "/"),
            ("POST", "/"),
            ("GET", "/health"),
            ("OPTIONS", "/"),
            ("POST", "/_ministack/reset"),
            ("GET", "/_ministack/health"),
            ("GET", "/_localstack/health"),
            ("GET", "/_aws/ses/messages"),
            ("GET", "/bucket/key"),
            ("POST", "/2015-03-31/functions/f/invocations"),
            ("GET", "/_local_aws/inventory"),
            ("GET", "/_local_aws/health"),
            ("POST", "/_local_aws/processes"),
        ):
            with self.subTest(path=path, method=method):
                status, headers, _ = request(netloc, path, method)
                self.assertEqual(status, 403)
                self.assertNotIn("access-control-allow-origin", headers)

    def test_other_keys_do_not_open(self) -> None:
        secret = self.aws().key.secret_key
        for name in ("test", "000000000000", "123456789012", "AKIAIOSFODNN7EXAMPLE", "ASIAIOSFODNN7EXAMPLE"):
            for each in ("test", secret):
                with self.subTest(key=name, secret=each):
                    status, _, body = ask(key=Credentials(name, each))
                    self.assertEqual((status, "InvalidClientTokenId" in body), (403, True))

    def test_a_wrong_secret_or_a_changed_request_does_not_open(self) -> None:
        key = self.aws().key
        other = urlencode({"Action": "DeleteUser", "UserName": "me", "Version": "2010-05-08"})
        for status, _, body in (ask(key=Credentials(key.access_key, "wrong")), ask(sent_body=other), ask(host="localhost:1")):
            self.assertEqual((status, "SignatureDoesNotMatch" in body), (403, True))

    def test_a_body_is_what_its_signed_hash_says(self) -> None:
        signed = self.aws().signed("s3", "PUT", "/bucket/key", "mine", x_amz_content_sha256="0" * 64)
        self.assertEqual(request(urlsplit(self.aws().url).netloc, "/bucket/key", "PUT", "other", **signed)[0], 403)

    def test_each_protocol_tells_it_in_its_own_way(self) -> None:
        for service, call_, code in (
            ("ec2", "describe_vpcs", "AuthFailure"),
            ("sns", "list_topics", "SignatureDoesNotMatch"),
            ("kms", "list_keys", "InvalidSignatureException"),
            ("lambda", "list_functions", "InvalidSignatureException"),
            ("s3", "list_buckets", "SignatureDoesNotMatch"),
            ("cloudfront", "list_distributions", "SignatureDoesNotMatch"),
        ):
            with self.subTest(service=service), self.assertRaises(ClientError) as caught:
                wrong = SESSION.create_client(
                    service,
                    region_name=REGION,
                    endpoint_url=self.aws().url,
                    aws_access_key_id=self.aws().key.access_key,
                    aws_secret_access_key="wrong",
                    config=Config(retries={"max_attempts": 1}),
                )
                getattr(wrong, call_)()
            self.assertEqual(caught.exception.response["Error"]["Code"], code)

    def test_a_presigned_url_opens_until_it_is_changed(self) -> None:
        s3 = client("s3")
        s3.create_bucket(Bucket="presigned", CreateBucketConfiguration={"LocationConstraint": REGION})
        signer = self.aws().client("s3", signature_version="s3v4")
        for key in ("one", "two"):
            s3.put_object(Bucket="presigned", Key=key, Body=key.encode())
        url = urlsplit(signer.generate_presigned_url("get_object", {"Bucket": "presigned", "Key": "one"}))
        path = f"{url.path}?{url.query}"
        self.assertEqual(request(url.netloc, path)[::2], (200, "one"))
        self.assertEqual(request(url.netloc, path.replace("/one", "/two"))[0], 403)
        self.assertEqual(request(url.netloc, path.replace("Expires=3600", "Expires=7200"))[0], 403)


class Pages(GapCase):
    """A page in the browser of whoever runs the local AWS, even with a key, and by whatever name it calls it."""

    def test_pages_may_not_call_aws(self) -> None:
        for headers in ({"origin": CROSS}, {"origin": "null"}, *({"sec_fetch_site": each} for each in ("cross-site", "none"))):
            with self.subTest(**headers):
                status, answer, body = ask(**headers)
                self.assertEqual((status, "no page may call this" in body), (403, True))
                self.assertNotIn("access-control-allow-origin", answer)

    def test_a_preflight_request_allows_nothing(self) -> None:
        netloc = urlsplit(self.aws().url).netloc
        status, headers, _ = request(netloc, "/", "OPTIONS", origin=CROSS, access_control_request_method="POST")
        self.assertEqual((status, [name for name in headers if name.startswith("access-control")]), (403, []))

    def test_no_answer_of_aws_is_for_pages(self) -> None:
        for service, path in (("s3", "/"), ("lambda", "/2015-03-31/functions/"), ("local-aws", "/_local_aws/health")):
            signed = self.aws().signed(service, "GET", path)
            status, headers, _ = request(urlsplit(self.aws().url).netloc, path, **signed)
            self.assertEqual((status, [name for name in headers if name.startswith("access-control")]), (200, []))

    def test_a_name_that_was_led_here_opens_nothing(self) -> None:
        port = urlsplit(self.aws().url).port
        for host in (f"attacker.example:{port}", f"127.0.0.1.attacker.example:{port}", "localhost.attacker.example", "x.localhost"):
            with self.subTest(host=host):
                status, _, body = ask(host=host)
                self.assertEqual((status, "nothing here is called" in body), (403, True))

    def test_no_web_socket_opens(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", urlsplit(self.aws().url).port, timeout=10)
        self.addCleanup(connection.close)
        upgrade = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13"}
        connection.request("GET", "/", headers={**upgrade, "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA=="})
        self.assertEqual(connection.getresponse().status, 403)


class Stacks(GapCase):
    """What a stack serves is open to browsers, and is no way to AWS."""

    def test_a_site_and_an_api_answer_to_pages(self) -> None:
        edge = Distribution()
        edge.put("index.html", "home")
        self.assertEqual(edge.get("/", origin=CROSS, sec_fetch_site="cross-site")[::2], (200, "home"))
        api = make_api()
        make_route(api, "GET /x", to_function(api, make_function(code("'api'"))[1]))
        status, headers, body = call(api, "/x", origin=CROSS, sec_fetch_site="cross-site")
        self.assertEqual((status, body), (200, "api"))
        self.assertNotIn("access-control-allow-origin", headers)

    def test_an_api_is_no_way_to_aws(self) -> None:
        api = make_api()
        for path in ("/health", "/_ministack/health", "/_aws/ses/messages", "/v20180820/tags/x", "/bucket/key", "/iceberg/v1/config"):
            with self.subTest(path=path):
                self.assertEqual(call(api, path)[::2], (404, '{"message":"Not Found"}'))
        self.assertEqual(call(api, "/_ministack/reset", "POST")[0], 404)
        body, headers = LIST, self.aws().signed("iam", "POST", "/", LIST, content_type=FORM)
        self.assertEqual(call(api, "/", "POST", body, **headers)[0], 404)


class Functions(GapCase):
    def test_a_function_may_do_what_its_role_may(self) -> None:
        secret = client("secretsmanager").create_secret(Name="for-function", SecretString="x")["ARN"]
        role = make_role("lambda.amazonaws.com", allow("secretsmanager:GetSecretValue", secret))
        names = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")
        told = f"JSON.stringify([{', '.join(f'process.env.{name}' for name in names)}])"
        api = make_api()
        make_route(api, "GET /", to_function(api, make_function(code(told), Role=role)[1]))
        key, secret_key, token = json.loads(call(api, "/")[2])
        mine = self.aws().key
        self.assertNotIn(mine.access_key, (key, secret_key))
        self.assertNotIn(mine.secret_key, (key, secret_key))
        secrets, sns = (
            SESSION.create_client(
                service,
                region_name=REGION,
                endpoint_url=self.aws().url,
                aws_access_key_id=key,
                aws_secret_access_key=secret_key,
                aws_session_token=token,
            )
            for service in ("secretsmanager", "sns")
        )
        self.assertEqual(secrets.get_secret_value(SecretId=secret)["SecretString"], "x")
        with self.refused("AuthorizationError", "sns:ListTopics"):
            sns.list_topics()


    @fills("function_sessions.function_credentials")
    def test_a_functions_secret_cannot_be_computed(self) -> None:
        api, role = make_api(), make_role("lambda.amazonaws.com")
        name, uri = make_function(code("process.env.AWS_SECRET_ACCESS_KEY"), Role=role)
        make_route(api, "GET /", to_function(api, uri))
        arn = client("lambda").get_function_configuration(FunctionName=f"{name}:1")["FunctionArn"]
        digests = [hashlib.sha256(f"{each}:{role}".encode()).hexdigest() for each in (arn, arn.removesuffix(":1"))]
        computed = [hashlib.sha256(f"secret:{digest}".encode()).hexdigest() for digest in digests]
        self.assertNotIn(call(api, "/")[2], computed)


class Files(unittest.TestCase):
    def test_another_user_can_read_nothing(self) -> None:
        aws = LocalAws()
        self.addCleanup(aws.remove)
        aws.home.chmod(0o755)
        aws.start()
        aws.client("sns").create_topic(Name="topic")
        aws.stop()
        for folder, folders, files in os.walk(aws.home):
            for name in (".", *folders, *files):
                path = os.path.join(folder, name)
                if name != "log":  # the tests' own
                    self.assertEqual(stat.S_IMODE(os.stat(path).st_mode) & 0o077, 0, path)

    def test_a_key_is_kept_unless_others_could_read_it(self) -> None:
        aws = LocalAws()
        self.addCleanup(aws.remove)
        aws.start()
        first = aws.key
        aws.stop()
        aws.start()
        self.assertEqual(aws.key.secret_key, first.secret_key)
        for spoil in (lambda file: file.chmod(0o644), lambda file: file.write_text("{"), lambda file: file.unlink()):
            before = aws.key
            aws.stop()
            spoil(aws.home / "local-aws.key")
            aws.start()
            self.assertNotEqual(aws.key.access_key, before.access_key)
            aws.client("sns").list_topics()
