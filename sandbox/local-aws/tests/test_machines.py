"""Instances that run: what their user data installs, with what they may do, for as long as they live."""

import base64
import functools
import http.client
import json
import os
import signal
import time
from pathlib import Path
from typing import Any

from local_aws.machines.user_data import boot_of
from tests import test_load_balancers
from tests.applications import Application, make_application, server, user_data
from tests.case import MINUTE, GapCase, client, fills
from tests.roles import allow
from tests.server import REGION, SESSION, LocalAws
from tests.web import request


def lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    stat = Path(f"/proc/{pid}/stat")
    return not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] != "Z"


class Machines(GapCase):
    def make(self, code: str, **options: Any) -> Application:
        application = make_application(code, **options)
        self.addCleanup(application.set_size, 0)
        return application

    def ask(self, application: Application, path: str = "/") -> dict[str, Any]:
        self.until(lambda: set(application.states()), {"healthy"})
        status, _, body = request(application.host, path)
        self.assertEqual(status, 200, body)
        return dict(json.loads(body))

    @fills("autoscaling_capacity.running_instances")
    def test_an_instance_runs_its_release_with_the_environment_that_is_stated(self) -> None:
        odd = "a 'b' \"c\" $d `e` \\ f\ng"
        application = self.make(server("one"), variables={"ODD": odd, "FILE": "/opt/release/index.js"})
        said = self.ask(application, "/file?a=b")
        environment = said["environment"]
        self.assertEqual((said["name"], environment["ODD"]), ("one", odd))
        self.assertEqual(environment["AWS_ENDPOINT_URL"], self.aws().url)
        self.assertEqual(environment["HOST"], "127.0.0.1")
        self.assertNotEqual(environment["PORT"], "8080")
        self.assertIn("--max-old-space-size=256", said["limit"])

    def test_it_has_nothing_of_who_started_the_local_aws(self) -> None:
        environment = self.ask(self.make(server("one")))["environment"]
        self.assertNotEqual(environment["AWS_ACCESS_KEY_ID"], self.aws().key.access_key)
        self.assertNotIn("LOCAL_AWS_QUOTAS", environment)
        self.assertNotEqual(environment["HOME"], os.environ.get("HOME"))
        self.assertIn(str(self.aws().home), environment["HOME"])
        self.assertEqual(Path(environment["HOME"]).stat().st_mode & 0o777, 0o700)

    def test_it_may_do_what_its_role_may(self) -> None:
        application = self.make(server("one"))
        environment = self.ask(application)["environment"]
        s3 = SESSION.create_client(
            "s3",
            region_name=REGION,
            endpoint_url=environment["AWS_ENDPOINT_URL"],
            aws_access_key_id=environment["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=environment["AWS_SECRET_ACCESS_KEY"],
            aws_session_token=environment["AWS_SESSION_TOKEN"],
        )
        key = client("s3").list_objects_v2(Bucket=application.bucket)["Contents"][0]["Key"]
        s3.get_object(Bucket=application.bucket, Key=key)
        with self.refused("AccessDenied"):
            s3.put_object(Bucket=application.bucket, Key="mine", Body=b"")

    def test_nobody_but_the_local_aws_reaches_it(self) -> None:
        application = self.make(server("one"))
        said = self.ask(application)
        self.assertNotIn("x-local-aws-instance", said["headers"])
        connection = http.client.HTTPConnection("127.0.0.1", int(said["environment"]["PORT"]), timeout=5)
        with self.assertRaises((http.client.HTTPException, ConnectionError)):
            connection.request("GET", "/")
            connection.getresponse()
        connection.close()

    def test_output_is_in_the_log_group_as_the_agent_puts_it_there(self) -> None:
        application = self.make(server("one"))
        self.ask(application)
        (instance,) = application.versions()
        self.assertEqual(application.lines(instance), ["listening one"])
        installed, accepts = application.lines(f"{instance}/boot")
        self.assertRegex(installed, "installed s3://")
        self.assertRegex(accepts, "accepts connections on port 8080")

    def test_it_is_started_again_whenever_it_ends(self) -> None:
        application = self.make(server("one"))
        first = self.ask(application)["pid"]
        request(application.host, "/exit")
        self.until(lambda: len(application.lines(next(iter(application.versions())))), 2)
        self.assertNotEqual(self.ask(application)["pid"], first)
        self.assertFalse(lives(first))

    def test_a_release_that_cannot_be_fetched_is_told(self) -> None:
        application = self.make(server("one"))
        self.ask(application)
        client("iam").delete_role_policy(RoleName=application.role, PolicyName="may")
        logs = allow(["logs:CreateLogStream", "logs:PutLogEvents"], "*")
        policy = json.dumps({"Version": "2012-10-17", "Statement": [logs]})
        client("iam").put_role_policy(RoleName=application.role, PolicyName="may", PolicyDocument=policy)
        before = application.versions().keys()
        application.set_size(2)
        (instance,) = application.versions().keys() - before
        self.until(lambda: len(application.lines(f"{instance}/boot")), 1)
        (line,) = application.lines(f"{instance}/boot")
        self.assertRegex(line, "cannot be installed: GetObject s3://.*403.*AccessDenied")

    def test_an_application_that_does_not_listen_is_told(self) -> None:
        application = self.make("console.error('no settings'); process.exit(3);")
        (instance,) = application.versions()
        self.until(lambda: "no settings" in application.lines(instance), True)
        said = "the application does not accept connections on port 8080"
        self.until(lambda: said in application.lines(f"{instance}/boot"), True)

    def test_it_ends_with_its_instance_and_finishes_its_requests(self) -> None:
        application = self.make(server("one"))
        said = self.ask(application)
        application.set_size(0)
        self.until(lambda: lives(said["pid"]), False)
        self.until(lambda: Path(said["environment"]["HOME"]).exists(), False)

    def test_one_that_does_not_end_is_killed_with_what_it_has_started(self) -> None:
        code = "process.on('SIGTERM', () => undefined);"
        code += "const child = require('node:child_process').spawn('sleep', ['600']); console.log(child.pid);"
        application = self.make(code + server("one"))
        pid = self.ask(application)["pid"]
        (instance,) = application.versions()
        child = int(application.lines(instance)[0])
        application.set_size(0)
        self.until(lambda: lives(child), False, 5)  # by SIGTERM
        self.assertTrue(lives(pid))
        os.kill(pid, signal.SIGKILL)

    @fills("autoscaling_capacity.running_instances")
    def test_for_an_image_nothing_runs(self) -> None:
        text = user_data("s3://a/b.zip", "logs", {}, kind="image")
        self.assertIsNone(boot_of(base64.b64encode(text.encode()).decode()))


class Ends(GapCase):
    """With a local AWS of their own, which ends."""

    def setUp(self) -> None:
        self.shared, self.own = GapCase._shared, LocalAws(minute_seconds=MINUTE)
        self.own.start()
        self.use(self.own)

    def tearDown(self) -> None:
        self.own.remove()
        self.use(self.shared)

    def use(self, aws: LocalAws | None) -> None:
        GapCase._shared = aws
        client.cache_clear()
        test_load_balancers._subnets.cache_clear()

    def test_nothing_is_left_when_the_local_aws_ends_and_all_is_there_when_it_starts_again(self) -> None:
        application = make_application(server("one"), size=2)
        self.until(lambda: sorted(application.states()), ["healthy"] * 2)
        client("autoscaling").start_instance_refresh(
            AutoScalingGroupName=application.group,
            DesiredConfiguration={"LaunchTemplate": application.launch(application.release(server("two")))},
            Preferences={"MinHealthyPercentage": 50, "MaxHealthyPercentage": 100, "InstanceWarmup": 1200},
        )
        self.until(lambda: "2" in application.versions().values(), True)
        for kill in (False, True):
            pids = self.pids(application)
            time.sleep(1.2)  # what it has is saved
            self.own.stop(kill=kill)
            for pid in pids:
                self.until(functools.partial(lives, pid), False, 5)
            self.own.start()
            self.use(self.own)
        self.assertEqual(len(self.pids(application)), 2)
        self.until(lambda: set(application.versions().values()), {"2"}, 60)
        self.until(lambda: application.described()["LaunchTemplate"]["Version"], "2", 60)

    def pids(self, application: Application) -> set[int]:
        self.until(lambda: sorted(application.states()), ["healthy"] * 2)
        found: set[int] = set()
        while len(found) < 2:
            found.add(json.loads(request(application.host, "/")[2])["pid"])
        return found
