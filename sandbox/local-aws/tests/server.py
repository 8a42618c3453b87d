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

from botocore.client import BaseClient
from botocore.config import Config
from botocore.session import get_session

FOLDER = Path(__file__).parent.parent
REGION = "eu-west-1"


class LocalAws:
    """One home folder, and at most one server that runs for it."""

    def __init__(self, *, stock: bool = False, lax: bool = False, iam_delay_seconds: float = 0) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="local-aws-test-"))
        self.token = ""
        self._options = [*(["--stock"] if stock else []), *(["--lax"] if lax else [])]
        self._options += ["--iam-delay-seconds", str(iam_delay_seconds)]
        self._process: subprocess.Popen[bytes] | None = None
        self._session = get_session()

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

    def launch(self) -> subprocess.Popen[bytes]:
        """Starts a server and does not wait for it."""
        self.token = os.urandom(8).hex()
        command = [sys.executable, "-m", "local_aws", "--home", str(self.home), "--token", self.token]
        with (self.home / "log").open("ab") as log:
            return subprocess.Popen([*command, "--region", REGION, *self._options], cwd=FOLDER, stdout=log, stderr=log)

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

    def client(self, service: str, region: str = REGION) -> BaseClient:
        return self._session.create_client(
            service,
            region_name=region,
            endpoint_url=self.url,
            aws_access_key_id="test",
            aws_secret_access_key="test",
            config=Config(retries={"max_attempts": 1}, parameter_validation=False),
        )

    def get(self, path: str) -> Any:
        with urlopen(self.url + path, timeout=10) as response:
            return json.load(response)

    def query(self, service: str, params: dict[str, str]) -> str:
        """A call in the Query protocol, as text."""
        credential = f"Credential=test/20260101/{REGION}/{service}/aws4_request"
        request = Request(
            self.url,
            data=urlencode(params).encode(),
            headers={
                "Authorization": f"AWS4-HMAC-SHA256 {credential}",
                "Content-Type": "application/x-www-form-urlencoded",
            },
        )
        with urlopen(request, timeout=10) as response:
            return str(response.read(), "utf-8")

    def _is_recorded(self) -> bool:
        try:
            return bool(self.record["token"] == self.token)
        except (OSError, ValueError, TypeError, KeyError):
            return False
