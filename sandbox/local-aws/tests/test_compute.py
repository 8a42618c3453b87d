"""Images, launch templates, header policies, alarms."""

import itertools
from typing import Any

from tests.case import GapCase, client, fills

_numbers = itertools.count()


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


class LaunchTemplates(GapCase):
    @fills("launch_templates.template_settings")
    def test_a_template_keeps_what_it_says_of_instances(self) -> None:
        said = {
            "CreditSpecification": {"CpuCredits": "unlimited"},
            "PrivateDnsNameOptions": {"HostnameType": "resource-name", "EnableResourceNameDnsARecord": True},
            "Placement": {"Tenancy": "default"},
            "InstanceMarketOptions": {"MarketType": "spot", "SpotOptions": {"MaxPrice": "1"}},
            "DisableApiStop": True,
            "BlockDeviceMappings": [{"DeviceName": "/dev/xvda", "Ebs": {"Encrypted": True, "KmsKeyId": "key"}}],
            "NetworkInterfaces": [{"DeviceIndex": 0, "DeleteOnTermination": True}],
        }
        self.assertEqual(self.made(said), said)

    @fills("launch_templates.template_security_groups")
    def test_a_template_keeps_the_security_groups_of_an_interface(self) -> None:
        """As text: botocore reads a list by any names, and others do not."""
        template = self.make({"NetworkInterfaces": [{"DeviceIndex": 0, "Groups": ["sg-1"]}]})
        call = {"Action": "DescribeLaunchTemplateVersions", "Version": "2016-11-15", "LaunchTemplateId": template}
        self.assertIn("<groupSet><groupId>sg-1</groupId></groupSet>", self.aws().query("ec2", call))

    def make(self, data: dict[str, Any], **options: Any) -> str:
        made = client("ec2").create_launch_template(
            LaunchTemplateName=f"template-{next(_numbers)}", LaunchTemplateData=data, **options
        )
        return str(made["LaunchTemplate"]["LaunchTemplateId"])

    def made(self, data: dict[str, Any]) -> Any:
        """What a new template of `data` shows."""
        ec2, identity = client("ec2"), self.make(data)
        (version,) = ec2.describe_launch_template_versions(LaunchTemplateId=identity)["LaunchTemplateVersions"]
        return version["LaunchTemplateData"]

    @fills("launch_templates.template_tags")
    def test_a_template_shows_new_tags(self) -> None:
        tags = [{"Key": "a", "Value": "b"}, {"Key": "c", "Value": "old"}]
        specifications = [{"ResourceType": "launch-template", "Tags": tags}]
        ec2, identity = client("ec2"), self.make({"InstanceType": "t4g.small"}, TagSpecifications=specifications)
        ec2.delete_tags(Resources=[identity], Tags=[{"Key": "a"}])
        ec2.create_tags(Resources=[identity], Tags=[{"Key": "c", "Value": "new"}])
        (found,) = ec2.describe_launch_templates(LaunchTemplateIds=[identity])["LaunchTemplates"]
        self.assertEqual(found["Tags"], [{"Key": "c", "Value": "new"}])


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
        queries = {"Metrics.member.1.Id": "e1", "Metrics.member.1.Expression": "100*1/2"}
        self.call(Action="PutMetricAlarm", **alarm, **queries)
        shown = self.call(**{"Action": "DescribeAlarms", "AlarmNames.member.1": "math"})
        self.assertIn("<Metrics><member><Id>e1</Id><Expression>100*1/2</Expression></member></Metrics>", shown)
