"""Compute, edge and operations: scaling groups, HTTP APIs, header policies, images, alarms."""

import itertools
from typing import Any

from botocore.exceptions import ClientError

from tests.case import GapCase, client, fills

_numbers = itertools.count()
ONE, OTHER = (f"arn:aws:elasticloadbalancing:eu-west-1:000000000000:targetgroup/{name}/1" for name in ("one", "other"))


class ScalingGroups(GapCase):
    def make(self, **options: Any) -> str:
        name = f"group-{next(_numbers)}"
        client("autoscaling").create_auto_scaling_group(
            AutoScalingGroupName=name, MinSize=0, MaxSize=1, AvailabilityZones=["eu-west-1a"], **options
        )
        return name

    def describe(self, name: str) -> dict[str, Any]:
        found = client("autoscaling").describe_auto_scaling_groups(AutoScalingGroupNames=[name])
        return dict(found["AutoScalingGroups"][0])

    @fills("autoscaling_groups.group_settings")
    def test_a_group_keeps_and_changes_settings(self) -> None:
        template = {"LaunchTemplateId": "lt-1", "Version": "1"}
        name = self.make(LaunchTemplate=template, DefaultInstanceWarmup=60)
        self.assertEqual(self.describe(name)["DefaultInstanceWarmup"], 60)
        client("autoscaling").update_auto_scaling_group(
            AutoScalingGroupName=name,
            DefaultInstanceWarmup=90,
            TerminationPolicies=["OldestInstance"],
            LaunchTemplate={**template, "Version": "2"},
        )
        found = self.describe(name)
        self.assertEqual((found["DefaultInstanceWarmup"], found["TerminationPolicies"]), (90, ["OldestInstance"]))
        self.assertEqual(found["LaunchTemplate"]["Version"], "2")

    @fills("autoscaling_groups.target_groups")
    def test_a_group_serves_target_groups(self) -> None:
        name = self.make(TargetGroupARNs=[ONE])
        scaling = client("autoscaling")
        scaling.attach_load_balancer_target_groups(AutoScalingGroupName=name, TargetGroupARNs=[OTHER])
        self.assertEqual(self.describe(name)["TargetGroupARNs"], [ONE, OTHER])
        scaling.detach_load_balancer_target_groups(AutoScalingGroupName=name, TargetGroupARNs=[ONE])
        (found,) = scaling.describe_load_balancer_target_groups(AutoScalingGroupName=name)["LoadBalancerTargetGroups"]
        self.assertEqual(found["LoadBalancerTargetGroupARN"], OTHER)

    @fills("autoscaling_groups.group_metrics")
    def test_a_group_measures_what_is_asked(self) -> None:
        name = self.make()
        scaling = client("autoscaling")
        names = ["GroupMinSize", "GroupMaxSize"]
        scaling.enable_metrics_collection(AutoScalingGroupName=name, Granularity="1Minute", Metrics=names)
        self.assertEqual(self.metrics(name), sorted(names))
        scaling.disable_metrics_collection(AutoScalingGroupName=name, Metrics=["GroupMinSize"])
        self.assertEqual(self.metrics(name), ["GroupMaxSize"])
        scaling.disable_metrics_collection(AutoScalingGroupName=name)
        self.assertEqual(self.metrics(name), [])

    def metrics(self, name: str) -> list[str]:
        return [metric["Metric"] for metric in self.describe(name)["EnabledMetrics"]]

    @fills("autoscaling_groups.policy_names")
    def test_a_policy_is_found_by_its_name(self) -> None:
        name = self.make()
        scaling = client("autoscaling")
        for policy in ("one", "other"):
            scaling.put_scaling_policy(AutoScalingGroupName=name, PolicyName=policy, ScalingAdjustment=1)
        found = scaling.describe_policies(AutoScalingGroupName=name, PolicyNames=["other"])["ScalingPolicies"]
        self.assertEqual([policy["PolicyName"] for policy in found], ["other"])


class VpcLinks(GapCase):
    @fills("vpc_links.vpc_links")
    def test_a_link_is_made_renamed_and_deleted(self) -> None:
        apis = client("apigatewayv2")
        link = apis.create_vpc_link(Name="link", SubnetIds=["subnet-1"], SecurityGroupIds=["sg-1"])["VpcLinkId"]
        apis.update_vpc_link(VpcLinkId=link, Name="renamed")
        found = apis.get_vpc_link(VpcLinkId=link)
        self.assertEqual((found["Name"], found["VpcLinkStatus"]), ("renamed", "AVAILABLE"))
        self.assertIn(link, [each["VpcLinkId"] for each in apis.get_vpc_links()["Items"]])
        apis.delete_vpc_link(VpcLinkId=link)
        with self.assertRaisesRegex(ClientError, "NotFoundException"):
            apis.get_vpc_link(VpcLinkId=link)


class Edge(GapCase):
    @fills("response_headers.empty_header_lists")
    def test_a_headers_policy_shows_no_empty_lists(self) -> None:
        hsts = {"StrictTransportSecurity": {"Override": True, "AccessControlMaxAgeSec": 60}}
        cloudfront = client("cloudfront")
        made = cloudfront.create_response_headers_policy(
            ResponseHeadersPolicyConfig={"Name": f"policy-{next(_numbers)}", "SecurityHeadersConfig": hsts}
        )
        found = cloudfront.get_response_headers_policy(Id=made["ResponseHeadersPolicy"]["Id"])
        config = found["ResponseHeadersPolicy"]["ResponseHeadersPolicyConfig"]
        self.assertEqual(set(config) & {"CustomHeadersConfig", "RemoveHeadersConfig"}, set())


class Images(GapCase):
    @fills("amazon_linux.arm64_image")
    def test_the_newest_arm64_image_is_one(self) -> None:
        name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64"
        image = client("ssm").get_parameter(Name=name)["Parameter"]["Value"]
        (found,) = client("ec2").describe_images(ImageIds=[image])["Images"]
        self.assertRegex(found["Name"], "^al2023-ami-.*-arm64$")


class Alarms(GapCase):
    """In the Query protocol, which the provider speaks; botocore would choose another."""

    def call(self, **params: str) -> str:
        return self.aws().query("monitoring", {"Version": "2010-08-01", **params})

    @fills("alarms.alarm_settings")
    def test_an_alarm_shows_its_settings(self) -> None:
        alarm = {"AlarmName": "plain", "ComparisonOperator": "GreaterThanThreshold", "EvaluationPeriods": "3"}
        metric = {"Dimensions.member.1.Name": "LoadBalancer", "Dimensions.member.1.Value": "app/x/1"}
        self.call(Action="PutMetricAlarm", **alarm, **metric, TreatMissingData="notBreaching")
        shown = self.call(**{"Action": "DescribeAlarms", "AlarmNames.member.1": "plain"})
        self.assertIn("<TreatMissingData>notBreaching</TreatMissingData>", shown)
        self.assertIn("<member><Name>LoadBalancer</Name><Value>app/x/1</Value></member>", shown)

    @fills("alarms.alarm_settings")
    def test_an_alarm_keeps_its_metric_queries(self) -> None:
        alarm = {"AlarmName": "math", "ComparisonOperator": "GreaterThanThreshold", "EvaluationPeriods": "3"}
        queries = {"Metrics.member.1.Id": "e1", "Metrics.member.1.Expression": "100*m1/m2"}
        self.call(Action="PutMetricAlarm", **alarm, **queries)
        shown = self.call(**{"Action": "DescribeAlarms", "AlarmNames.member.1": "math"})
        self.assertIn("<Metrics><member><Id>e1</Id><Expression>100*m1/m2</Expression></member></Metrics>", shown)
