"""A local AWS of the tests' own, in a folder that goes with it."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.client import BaseClient
from botocore.config import Config
from botocore.credentials import Credentials
from botocore.session import get_session

FOLDER = Path(__file__).parent.parent
REGION = "eu-west-1"
SESSION = get_session()
"""One for all clients: each session reads again what botocore knows of AWS."""
MANY = {"vpcs": 1000, "internet-gateways": 1000, "load-balancers": 1000}
"""What the account of tests may have: each makes a VPC of its own."""


class LocalAws:
    """One home folder, and at most one server that runs for it."""

    def __init__(
        self,
        *,
        stock: bool = False,
        lax: bool = False,
        iam_delay_seconds: float = 0,
        interface_delay_seconds: float = 0,
        minute_seconds: float = 60,
        quotas: dict[str, int] | None = None,
    ) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="local-aws-test-"))
        self.token = ""
        self._options = [*(["--stock"] if stock else []), *(["--lax"] if lax else [])]
        self._options += ["--iam-delay-seconds", str(iam_delay_seconds)]
        self._options += ["--interface-delay-seconds", str(interface_delay_seconds)]
        self._options += ["--minute-seconds", str(minute_seconds)]
        self._quotas = json.dumps({"000000000000": MANY if quotas is None else quotas})
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def process(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            raise RuntimeError("no server was started")
        return self._process

    @property
    def record(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.home / "local-aws.json").read_text())
        return found

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.record['port']}"

    @property
    def key(self) -> Credentials:
        """Those of the account, which the server has made."""
        kept = json.loads((self.home / "local-aws.key").read_text())
        return Credentials(kept["accessKeyId"], kept["secretAccessKey"])

    def launch(self) -> subprocess.Popen[bytes]:
        """Starts a server and does not wait for it."""
        self.token = os.urandom(8).hex()
        command = [sys.executable, "-m", "local_aws", "--home", str(self.home), "--token", self.token]
        with (self.home / "log").open("ab") as log:
            command += ["--region", REGION, *self._options]
            environment = {**os.environ, "LOCAL_AWS_QUOTAS": self._quotas}
            return subprocess.Popen(command, cwd=FOLDER, env=environment, stdout=log, stderr=log)

    def start(self) -> None:
        self._process = self.launch()
        deadline = time.monotonic() + 30
        while not self._is_recorded():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"the local AWS did not start: {(self.home / 'log').read_text()[-2000:]}")
            time.sleep(0.02)

    def stop(self, *, kill: bool = False) -> None:
        if self._process is not None:
            self._process.kill() if kill else self._process.terminate()
            self._process.wait(timeout=15)
            self._process = None

    def remove(self) -> None:
        self.stop(kill=True)
        shutil.rmtree(self.home, ignore_errors=True)

    def client(self, service: str, region: str = REGION, **config: Any) -> BaseClient:
        return SESSION.create_client(
            service,
            region_name=region,
            endpoint_url=self.url,
            aws_access_key_id=self.key.access_key,
            aws_secret_access_key=self.key.secret_key,
            config=Config(retries={"max_attempts": 1}, parameter_validation=False, **config),
        )

    def signed(
        self, service: str, method: str, path: str, body: str = "", key: Credentials | None = None, **headers: str
    ) -> dict[str, str]:
        """The headers of a request of one's own, `x_a="b"` for `x-a: b`, with its signature; by default with our key."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        request = AWSRequest(method, self.url + path, headers=named, data=body)
        SigV4Auth(key or self.key, service, REGION).add_auth(request)
        return dict(request.headers.items())

    def ask(self, service: str, path: str, body: str = "", **headers: str) -> str:
        """The answer to a POST, or to a GET where there is no body."""
        method = "POST" if body else "GET"
        sent = self.signed(service, method, path, body, **headers)
        request = Request(self.url + path, data=body.encode() or None, headers=sent, method=method)
        with urlopen(request, timeout=10) as response:
            return str(response.read(), "utf-8")

    def get(self, path: str) -> Any:
        """From an address of the local AWS's own."""
        return json.loads(self.ask("local-aws", path))

    def query(self, service: str, params: dict[str, str]) -> str:
        """A call in the Query protocol, as text."""
        return self.ask(service, "/", urlencode(params), content_type="application/x-www-form-urlencoded")

    def _is_recorded(self) -> bool:
        try:
            return bool(self.record["token"] == self.token)
        except (OSError, ValueError, TypeError, KeyError):
            return False
