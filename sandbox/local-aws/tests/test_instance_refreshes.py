"""Instance refreshes: in batches, watched, taken back."""

import json
import time
import unittest
from typing import Any

from local_aws.refreshes import rounds
from tests.applications import Application, make_application, server
from tests.case import GapCase, client, enforces, fills
from tests.web import request

_SURGE = {"MinHealthyPercentage": 100, "MaxHealthyPercentage": 150, "SkipMatching": True}


class Refreshes(GapCase):
    def make(self, code: str = "", size: int = 2, **options: Any) -> Application:
        application = make_application(code or server("one"), size=size, **options)
        self.addCleanup(application.set_size, 0)
        self.until(lambda: application.states(), ["healthy"] * size)
        return application

    def start(self, application: Application, version: str, **preferences: Any) -> str:
        made = client("autoscaling").start_instance_refresh(
            AutoScalingGroupName=application.group,
            DesiredConfiguration={"LaunchTemplate": application.launch(version)},
            Preferences={**_SURGE, **preferences},
        )
        return str(made["InstanceRefreshId"])

    def refresh(self, application: Application) -> dict[str, Any]:
        found = client("autoscaling").describe_instance_refreshes(AutoScalingGroupName=application.group)
        return dict(found["InstanceRefreshes"][0])

    def status(self, application: Application) -> str:
        return str(self.refresh(application)["Status"])

    def version(self, application: Application) -> str:
        return str(application.described()["LaunchTemplate"]["Version"])

    @fills("instance_refreshes.instance_refreshes")
    def test_it_replaces_the_instances_in_batches_and_keeps_enough_of_them(self) -> None:
        application = self.make()
        old = application.versions()
        identity = self.start(application, application.release(server("two")))
        seen, statuses = [], set()
        while (found := self.refresh(application))["Status"] in ("Pending", "InProgress"):
            statuses.add(found["Status"])
            seen.append((len(application.versions()), self.version(application), found["PercentageComplete"]))
            self.assertIn(request(application.host, "/")[0], (200,))
        self.assertEqual((found["Status"], found["InstanceRefreshId"]), ("Successful", identity))
        self.assertEqual((found["PercentageComplete"], found["InstancesToUpdate"]), (100, 0))
        self.assertIn("InProgress", statuses)
        self.assertEqual({size for size, _, _ in seen} - {2}, {3})
        self.assertIn(50, {percentage for _, _, percentage in seen})
        self.assertEqual({version for _, version, _ in seen[:-1]}, {"1"}, "the group keeps its own until the end")
        new = application.versions()
        self.assertEqual((set(new.values()), len(new), old.keys() & new.keys()), ({"2"}, 2, set()))
        self.assertEqual(self.version(application), "2")
        self.assertEqual(found["Preferences"]["MaxHealthyPercentage"], 150)
        self.assertEqual(found["DesiredConfiguration"]["LaunchTemplate"]["Version"], "2")

    def test_it_skips_what_matches(self) -> None:
        application = self.make(size=1)
        before = application.versions()
        self.start(application, "1")
        self.until(lambda: self.status(application), "Successful")
        self.assertEqual(application.versions(), before)

    def test_without_more_instances_one_goes_before_the_other_comes(self) -> None:
        application = self.make(size=2)
        self.start(application, application.release(server("two")), MinHealthyPercentage=50, MaxHealthyPercentage=100)
        sizes = set()
        while self.status(application) in ("Pending", "InProgress"):
            sizes.add(len(application.versions()))
        self.assertEqual((self.status(application), sizes), ("Successful", {2}))

    @fills("instance_refreshes.instance_refreshes")
    def test_it_waits_for_the_warm_up(self) -> None:
        application = self.make(size=1)
        self.start(application, application.release(server("two")), InstanceWarmup=3000)
        self.until(lambda: len(application.versions()), 2)
        self.until(lambda: sorted(application.states()), ["healthy", "healthy"])
        found = self.refresh(application)
        self.assertEqual((found["Status"], found["PercentageComplete"]), ("InProgress", 0))
        self.until(lambda: "is warming up" in self.refresh(application)["StatusReason"], True)

    @enforces("autoscaling_refreshes.one_at_a_time")
    def test_there_is_one_at_a_time(self) -> None:
        application = self.make(size=1)
        self.start(application, application.release(server("two")), InstanceWarmup=3000)
        with self.refused("InstanceRefreshInProgress", "already in progress"):
            self.start(application, "1")

    @enforces("autoscaling_refreshes.untouched_source")
    def test_nobody_else_changes_what_it_leads_to(self) -> None:
        application, scaling = self.make(size=1), client("autoscaling")
        self.start(application, application.release(server("two")), InstanceWarmup=3000)
        with self.refused("ValidationError", "An active instance refresh with a desired configuration exists."):
            scaling.update_auto_scaling_group(
                AutoScalingGroupName=application.group, LaunchTemplate=application.launch("1")
            )
        scaling.update_auto_scaling_group(AutoScalingGroupName=application.group, DefaultInstanceWarmup=90)
        scaling.set_desired_capacity(AutoScalingGroupName=application.group, DesiredCapacity=2)
        self.until(lambda: "2" in application.versions().values(), True)

    @fills("instance_refreshes.instance_refreshes")
    def test_it_can_be_cancelled(self) -> None:
        application, scaling = self.make(size=1), client("autoscaling")
        self.start(application, application.release(server("two")), InstanceWarmup=3000)
        self.until(lambda: len(application.versions()), 2)
        scaling.cancel_instance_refresh(AutoScalingGroupName=application.group)
        self.until(lambda: self.status(application), "Cancelled")
        self.assertEqual((list(application.versions().values()), self.version(application)), (["1"], "1"))

    @enforces("autoscaling_refreshes.something_active")
    def test_where_none_goes_on_there_is_nothing_to_cancel(self) -> None:
        application, scaling = self.make(size=0), client("autoscaling")
        for action in (scaling.cancel_instance_refresh, scaling.rollback_instance_refresh):
            with self.refused("ActiveInstanceRefreshNotFound"):
                action(AutoScalingGroupName=application.group)

    def alarm(self, state: str) -> str:
        cloudwatch, name = client("cloudwatch"), f"rings-{id(self)}"
        cloudwatch.put_metric_alarm(
            AlarmName=name,
            Namespace="Own",
            MetricName="Errors",
            Statistic="Sum",
            Period=60,
            EvaluationPeriods=1,
            Threshold=0,
            ComparisonOperator="GreaterThanThreshold",
            TreatMissingData="ignore",
        )
        cloudwatch.set_alarm_state(AlarmName=name, StateValue=state, StateReason="a test")
        self.addCleanup(cloudwatch.delete_alarms, AlarmNames=[name])
        return name

    @fills("instance_refreshes.instance_refreshes")
    def test_an_alarm_ends_it_even_one_that_rang_before(self) -> None:
        application, cloudwatch = self.make(size=1), client("cloudwatch")
        name, version = self.alarm("ALARM"), application.release(server("two"))
        specification = {"Alarms": [name]}
        self.start(application, version, AlarmSpecification=specification)
        self.until(lambda: self.status(application), "Failed")
        self.assertIn(name, self.refresh(application)["StatusReason"])
        cloudwatch.set_alarm_state(AlarmName=name, StateValue="OK", StateReason="a test")
        self.start(application, version, AlarmSpecification=specification, InstanceWarmup=3000)
        self.until(lambda: len(application.versions()), 2)
        cloudwatch.set_alarm_state(AlarmName=name, StateValue="ALARM", StateReason="a test")
        self.until(lambda: self.status(application), "Failed")
        self.assertEqual((list(application.versions().values()), self.version(application)), (["1"], "1"))

    @fills("instance_refreshes.instance_refreshes")
    def test_it_rolls_back_by_itself(self) -> None:
        application = self.make(size=1)
        name, version = self.alarm("OK"), application.release(server("two"))
        self.start(application, version, AlarmSpecification={"Alarms": [name]}, AutoRollback=True, BakeTime=6000)
        self.until(lambda: self.status(application), "Baking")
        self.assertEqual((list(application.versions().values()), self.version(application)), (["2"], "1"))
        client("cloudwatch").set_alarm_state(AlarmName=name, StateValue="ALARM", StateReason="a test")
        self.until(lambda: self.status(application), "RollbackSuccessful")
        found = self.refresh(application)
        self.assertEqual(found["RollbackDetails"]["PercentageCompleteOnRollback"], 100)
        self.assertEqual(found["PercentageComplete"], 0)
        self.assertEqual((list(application.versions().values()), self.version(application)), (["1"], "1"))
        self.until(lambda: json.loads(request(application.host, "/")[2])["name"], "one")

    def test_it_is_rolled_back_by_hand(self) -> None:
        application = self.make(size=1)
        self.start(application, application.release(server("two")), InstanceWarmup=3000)
        self.until(lambda: len(application.versions()), 2)
        client("autoscaling").rollback_instance_refresh(AutoScalingGroupName=application.group)
        self.until(lambda: self.status(application), "RollbackSuccessful")
        self.assertEqual(list(application.versions().values()), ["1"])

    @enforces("autoscaling_refreshes.way_back")
    def test_there_is_no_way_back_to_what_a_parameter_names_or_to_the_latest_version(self) -> None:
        application, scaling = self.make(size=1), client("autoscaling")
        version = application.release(server("two"))
        scaling.update_auto_scaling_group(
            AutoScalingGroupName=application.group, LaunchTemplate=application.launch("$Latest")
        )
        with self.refused("ValidationError", "$Latest"):
            self.start(application, version, AutoRollback=True)
        self.start(application, version, SkipMatching=False, InstanceWarmup=3000)
        with self.refused("IrreversibleInstanceRefresh"):
            scaling.rollback_instance_refresh(AutoScalingGroupName=application.group)

    def test_it_waits_at_its_checkpoints(self) -> None:
        application = self.make(size=2)
        version = application.release(server("two"))
        self.start(application, version, CheckpointPercentages=[50, 100], CheckpointDelay=120)
        self.until(lambda: "checkpoint" in self.refresh(application).get("StatusReason", ""), True)
        self.assertEqual(self.refresh(application)["PercentageComplete"], 50)
        self.until(lambda: self.status(application), "Successful")


class Patience(unittest.TestCase):
    def test_one_that_gets_nowhere_for_an_hour_fails(self) -> None:
        group: dict[str, Any] = {
            "AutoScalingGroupARN": "arn",
            "AutoScalingGroupName": "group",
            "AvailabilityZones": ["eu-west-1a"],
            "DesiredCapacity": 1,
            "HealthCheckGracePeriod": 300,
            "HealthCheckType": "EC2",
            "NewInstancesProtectedFromScaleIn": False,
            "Instances": [
                {"InstanceId": name, "ProtectedFromScaleIn": False, "LaunchedAt": time.time()} for name in ("old", "new")
            ],
        }
        refresh: dict[str, Any] = {"Status": "InProgress", "PercentageComplete": 0, "InstancesToUpdate": 1}
        refresh["Preferences"] = {"MinHealthyPercentage": "100", "MaxHealthyPercentage": "150"}
        rounds.begin(refresh, {"Instances": group["Instances"][:1]}, ["old"])
        group["InstanceRefreshes"] = [refresh]
        for minutes, status in ((59, "InProgress"), (61, "Failed")):
            refresh["Moved"]["At"] = time.time() - minutes * 60
            rounds.go_on(group)
            self.assertEqual(refresh["Status"], status)
        self.assertRegex(refresh["StatusReason"], "60 minutes.*new is warming up")
        self.assertEqual((refresh["InstancesToUpdate"], len(group["Instances"])), (1, 1))
