"""What load balancers publish, and the alarms that look at it."""

import time
from typing import Any

from tests.applications import Application, make_application, server
from tests.case import MINUTE, GapCase, client, fills
from tests.web import request


class BalancerMetrics(GapCase):
    def make(self, code: str) -> Application:
        application = make_application(code)
        self.addCleanup(application.set_size, 0)
        return application

    def total(self, application: Application, name: str, *, by_group: bool) -> float:
        return sum(each["Sum"] for each in self.points(application, name, by_group=by_group))

    def points(self, application: Application, name: str, *, by_group: bool) -> list[dict[str, Any]]:
        names = {"LoadBalancer": application.balancer.partition(":loadbalancer/")[2]}
        if by_group:
            names["TargetGroup"] = application.target_group.rpartition(":")[2]
        found = client("cloudwatch").get_metric_statistics(
            Namespace="AWS/ApplicationELB",
            MetricName=name,
            Dimensions=[{"Name": name, "Value": value} for name, value in names.items()],
            StartTime=time.time() - 600,
            EndTime=time.time() + 60,
            Period=60,
            Statistics=["Sum", "Maximum"],
        )
        return list(found["Datapoints"])

    @fills("balancer_metrics.request_metrics")
    def test_requests_are_counted_by_who_answers_them(self) -> None:
        code = server("one").replace('url === "/health" ? 200 : 200', 'url === "/wrong" ? 500 : 200')
        application = self.make(code)
        self.until(lambda: application.states(), ["healthy"])
        answers = [request(application.host, path)[0] for path in ("/", "/", "/wrong", "/cut")]
        self.assertEqual(answers, [200, 200, 500, 502])
        application.set_size(0)
        self.assertEqual(request(application.host, "/")[0], 503)
        counts = {
            (name, by_group): self.total(application, name, by_group=by_group)
            for name in ("RequestCount", *(f"HTTPCode_{who}XX_Count" for who in ("Target_2", "Target_5", "ELB_5")))
            for by_group in (False, True)
        }
        self.assertEqual(
            counts,
            {
                ("RequestCount", False): 4,
                ("RequestCount", True): 4,
                ("HTTPCode_Target_2XX_Count", False): 2,
                ("HTTPCode_Target_2XX_Count", True): 2,
                ("HTTPCode_Target_5XX_Count", False): 1,
                ("HTTPCode_Target_5XX_Count", True): 1,
                ("HTTPCode_ELB_5XX_Count", False): 2,
                ("HTTPCode_ELB_5XX_Count", True): 0,
            },
        )

    def state(self, alarm: str) -> str:
        return str(client("cloudwatch").describe_alarms(AlarmNames=[alarm])["MetricAlarms"][0]["StateValue"])

    @fills("balancer_metrics.host_counts")
    def test_targets_are_counted_by_their_health_and_an_alarm_sees_it(self) -> None:
        application, name = self.make(server("one", health=500)), f"unhealthy-{id(self)}"
        client("cloudwatch").put_metric_alarm(
            AlarmName=name,
            Namespace="AWS/ApplicationELB",
            MetricName="UnHealthyHostCount",
            Dimensions=[
                {"Name": "LoadBalancer", "Value": application.balancer.partition(":loadbalancer/")[2]},
                {"Name": "TargetGroup", "Value": application.target_group.rpartition(":")[2]},
            ],
            Statistic="Maximum",
            Period=60,
            EvaluationPeriods=3,
            Threshold=0,
            ComparisonOperator="GreaterThanThreshold",
            TreatMissingData="notBreaching",
        )
        self.addCleanup(client("cloudwatch").delete_alarms, AlarmNames=[name])
        self.until(lambda: self.state(name), "ALARM", 20 * MINUTE + 10)
        counted = self.points(application, "UnHealthyHostCount", by_group=True)
        self.assertEqual(max(each["Maximum"] for each in counted), 1)
        self.assertEqual(self.total(application, "HealthyHostCount", by_group=True), 0)
        self.assertEqual(self.points(application, "UnHealthyHostCount", by_group=False), [])
