"""The health of targets that run here, and what it leads to."""

import json
import threading
from typing import Any

from tests.applications import Application, make_application, server
from tests.case import GapCase, client, fills
from tests.test_load_balancers import make_group
from tests.web import Server, post, request


class TargetHealth(GapCase):
    def make(self, code: str, **options: Any) -> Application:
        application = make_application(code, **options)
        self.addCleanup(application.set_size, 0)
        return application

    def attach(self, application: Application, *ports: int) -> list[str]:
        instances = list(application.versions())
        for instance, port in zip(instances, ports, strict=True):
            self.assertEqual(post("/_local_aws/processes", {"instance": instance, "port": port}), 200)
        return instances

    def reason(self, application: Application) -> dict[str, str]:
        return next(iter(application.health().values()))

    @fills("target_health.target_health")
    def test_a_target_is_healthy_once_it_answers_as_its_group_expects(self) -> None:
        application = self.make(server("one"))
        self.assertEqual(
            self.reason(application),
            {
                "State": "initial",
                "Reason": "Elb.InitialHealthChecking",
                "Description": "Initial health checks in progress",
            },
        )
        self.until(lambda: self.reason(application), {"State": "healthy"})

    @fills("target_health.target_health")
    def test_it_is_unhealthy_for_a_reason(self) -> None:
        self.until_reason(self.make(server("one", health=503)), "Target.ResponseCodeMismatch", "[503]")
        self.until_reason(self.make("setInterval(() => undefined, 1000)"), "Target.FailedHealthChecks", "failed")

    def until_reason(self, application: Application, reason: str, word: str) -> None:
        self.until(lambda: self.reason(application).get("Reason"), reason)
        found = self.reason(application)
        self.assertEqual(found["State"], "unhealthy")
        self.assertIn(word, found["Description"])

    def test_one_that_does_not_answer_in_time_is_unhealthy(self) -> None:
        code = "require('node:http').createServer(() => undefined).listen(process.env.PORT)"
        self.until_reason(self.make(code), "Target.Timeout", "timed out")

    def test_what_is_attached_is_asked_instead_of_the_instance(self) -> None:
        application = self.make(server("one"))
        self.until(lambda: application.states(), ["healthy"])
        with Server(lambda _: (500, "attached")) as attached:
            self.attach(application, attached.port)
            self.until_reason(application, "Target.ResponseCodeMismatch", "[500]")
            self.assertEqual(request(application.host, "/")[::2], (500, "attached"))

    @fills("instance_targets.instance_targets")
    def test_requests_go_to_healthy_targets_and_to_all_where_none_is(self) -> None:
        status = {"one": 200, "other": 200}

        def answers(name: str) -> Server:
            return Server(lambda asked: (status[name] if asked.path == "/health" else 200, name))

        application = self.make(server("own"), size=2)
        with answers("one") as one, answers("other") as other:
            self.attach(application, one.port, other.port)
            self.until(lambda: sorted(application.states()), ["healthy", "healthy"])
            status["one"] = 500
            self.until(lambda: sorted(application.states()), ["healthy", "unhealthy"])
            self.assertEqual({request(application.host, "/")[2] for _ in range(12)}, {"other"})
            status["other"] = 500
            self.until(lambda: sorted(application.states()), ["unhealthy", "unhealthy"])
            self.assertEqual({request(application.host, "/")[2] for _ in range(24)}, {"one", "other"})
            status.update(one=200, other=200)
            self.until(lambda: sorted(application.states()), ["healthy", "healthy"])

    @fills("instance_targets.late_targets")
    def test_a_target_that_cuts_the_connection_is_a_502_and_a_late_one_a_504(self) -> None:
        application = self.make(server("one"))
        self.until(lambda: application.states(), ["healthy"])
        attributes = [{"Key": "idle_timeout.timeout_seconds", "Value": "1"}]
        client("elbv2").modify_load_balancer_attributes(LoadBalancerArn=application.balancer, Attributes=attributes)
        self.assertEqual(request(application.host, "/cut")[0], 502)
        self.assertEqual(request(application.host, "/late")[0], 504)
        application.set_size(0)
        self.assertEqual(request(application.host, "/")[0], 503)

    def test_a_target_that_goes_away_finishes_its_requests_first(self) -> None:
        application = self.make(server("one"))
        self.until(lambda: application.states(), ["healthy"])
        (instance,) = application.versions()
        answers: list[tuple[int, str]] = []
        thread = threading.Thread(target=lambda: answers.append(request(application.host, "/slow")[::2]))
        thread.start()
        self.until(lambda: "asked" in application.lines(instance), True)
        application.set_size(0)
        self.assertEqual({name: each["State"] for name, each in application.health().items()}, {instance: "draining"})
        thread.join(10)
        self.assertEqual(answers, [(200, "done")])
        self.until(lambda: application.health(), {})

    @fills("target_health.target_health")
    def test_a_group_that_nobody_uses_and_a_target_that_is_not_there_are_told(self) -> None:
        group = make_group()
        instance = client("ec2").run_instances(ImageId="ami-1", MinCount=1, MaxCount=1)["Instances"][0]["InstanceId"]
        client("elbv2").register_targets(TargetGroupArn=group, Targets=[{"Id": instance}])
        asked = [{"Id": instance}, {"Id": "i-0123456789abcdef0"}]
        found = client("elbv2").describe_target_health(TargetGroupArn=group, Targets=asked)["TargetHealthDescriptions"]
        reasons = [(each["TargetHealth"]["State"], each["TargetHealth"]["Reason"]) for each in found]
        self.assertEqual(reasons, [("unused", "Target.NotInUse"), ("unused", "Target.NotRegistered")])


class Replacement(GapCase):
    @fills("autoscaling_capacity.health_replacement")
    def test_an_unhealthy_instance_is_replaced_once_its_grace_is_over(self) -> None:
        application = make_application(server("one", health=500), HealthCheckGracePeriod=240)
        self.addCleanup(application.set_size, 0)
        (first,) = application.versions()
        version = application.release(server("two"))
        client("autoscaling").update_auto_scaling_group(
            AutoScalingGroupName=application.group, LaunchTemplate=application.launch(version)
        )
        self.until(lambda: list(application.versions().values()), [version])
        self.until(lambda: application.states(), ["healthy"])
        self.assertEqual(json.loads(request(application.host, "/")[2])["name"], "two")
        self.assertNotIn(first, application.versions())

    @fills("autoscaling_activities.scaling_activities")
    def test_a_group_tells_what_it_launched_and_ended_and_why(self) -> None:
        application = make_application(server("one", health=500), HealthCheckGracePeriod=0)
        self.addCleanup(application.set_size, 0)
        (first,) = application.versions()
        self.until(lambda: first in application.versions(), False)
        found = client("autoscaling").describe_scaling_activities(AutoScalingGroupName=application.group)["Activities"]
        told = {each["Description"]: each["Cause"] for each in found}
        self.assertIn(f"Launching a new EC2 instance: {first}", told)
        cause = told[f"Terminating EC2 instance: {first}"]
        self.assertIn("taken out of service in response to an ELB system health check failure", cause)

    def test_a_group_without_elb_checks_keeps_it(self) -> None:
        application = make_application(server("one", health=500), HealthCheckGracePeriod=0, HealthCheckType="EC2")
        self.addCleanup(application.set_size, 0)
        self.until(lambda: application.states(), ["unhealthy"])
        before = application.versions()
        client("autoscaling").describe_auto_scaling_groups()
        self.assertEqual(application.versions(), before)

    @fills("autoscaling_capacity.termination_order")
    def test_a_group_that_shrinks_ends_what_is_out_of_date_first(self) -> None:
        application = make_application(server("one"), size=2)
        self.addCleanup(application.set_size, 0)
        version = application.release(server("two"))
        client("autoscaling").update_auto_scaling_group(
            AutoScalingGroupName=application.group, LaunchTemplate=application.launch(version), DesiredCapacity=3
        )
        self.assertEqual(sorted(application.versions().values()), ["1", "1", version])
        application.set_size(1)
        self.assertEqual(list(application.versions().values()), [version])
