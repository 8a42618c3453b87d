"""What MiniStack verifies of a token before a route's integration is called: it is relied on, and no gap of it."""

import base64
import json
import time
from typing import Any, ClassVar

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from tests.case import GapCase, client
from tests.test_http_api_requests import call, code, make_function, make_route, to_function
from tests.test_http_apis import make_api
from tests.web import Files

UNAUTHORIZED = (401, '{"message": "Unauthorized"}')


def encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def token(key: rsa.RSAPrivateKey, claims: dict[str, Any]) -> str:
    head = json.dumps({"alg": "RS256", "kid": "key", "typ": "JWT"}).encode()
    signed = f"{encoded(head)}.{encoded(json.dumps(claims).encode())}"
    return f"{signed}.{encoded(key.sign(signed.encode(), padding.PKCS1v15(), hashes.SHA256()))}"


class JwtAuthorizers(GapCase):
    issuer: ClassVar[Files]
    key: ClassVar[rsa.RSAPrivateKey]
    api: ClassVar[str]

    @classmethod
    def setUpClass(cls) -> None:
        cls.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        numbers = cls.key.public_key().public_numbers()
        jwk = {"kty": "RSA", "kid": "key", "n": encoded(numbers.n.to_bytes(256, "big")), "e": "AQAB"}
        cls.issuer = Files({"/.well-known/jwks.json": json.dumps({"keys": [jwk]})}).__enter__()
        cls.addClassCleanup(cls.issuer.__exit__)
        cls.api = make_api()
        authorizer = client("apigatewayv2").create_authorizer(
            ApiId=cls.api,
            Name="jwt",
            AuthorizerType="JWT",
            IdentitySource=["$request.header.Authorization"],
            JwtConfiguration={"Issuer": cls.issuer.url, "Audience": ["web"]},
        )["AuthorizerId"]
        _, uri = make_function(code("JSON.stringify(event.requestContext.authorizer.jwt.claims)"))
        jwt = {"AuthorizationType": "JWT", "AuthorizerId": authorizer}
        make_route(cls.api, "GET /a", to_function(cls.api, uri), **jwt)
        make_route(cls.api, "GET /scoped", to_function(cls.api, uri), **jwt, AuthorizationScopes=["read"])

    def claims(self, **others: Any) -> dict[str, Any]:
        return {"iss": self.issuer.url, "aud": "web", "sub": "me", "exp": int(time.time()) + 60, **others}

    def ask(self, claims: dict[str, Any], path: str = "/a", key: rsa.RSAPrivateKey | None = None) -> tuple[int, str]:
        status, _, body = call(self.api, path, authorization=f"Bearer {token(key or self.key, claims)}")
        return status, body

    def test_a_good_token_is_let_in_with_its_claims(self) -> None:
        status, body = self.ask(self.claims())
        self.assertEqual((status, json.loads(body)["sub"]), (200, "me"))

    def test_no_token_or_a_wrong_one_is_unauthorized(self) -> None:
        self.assertEqual(call(self.api, "/a")[::2], UNAUTHORIZED)
        self.assertEqual(call(self.api, "/a", authorization="Bearer nonsense")[::2], UNAUTHORIZED)
        for wrong in ({"iss": "https://other"}, {"aud": "other"}, {"exp": 1}, {"nbf": int(time.time()) + 60}):
            self.assertEqual(self.ask(self.claims(**wrong)), UNAUTHORIZED, wrong)
        another = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.assertEqual(self.ask(self.claims(), key=another), UNAUTHORIZED)

    def test_a_missing_scope_is_forbidden(self) -> None:
        self.assertEqual(self.ask(self.claims(scope="write"), "/scoped")[0], 403)
        self.assertEqual(self.ask(self.claims(scope="write read"), "/scoped")[0], 200)
