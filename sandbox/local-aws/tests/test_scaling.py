"""Auto Scaling groups."""

import itertools
from typing import Any

from botocore.exceptions import ClientError

from tests.case import GapCase, client, fills, make_vpc
from tests.test_load_balancers import make_group

_numbers = itertools.count()


class ScalingGroups(GapCase):
    def make(self, **options: Any) -> str:
        name = f"group-{next(_numbers)}"
        options = {"MinSize": 0, "MaxSize": 1, "AvailabilityZones": ["eu-west-1a"], **options}
        client("autoscaling").create_auto_scaling_group(AutoScalingGroupName=name, **options)
        return name

    def make_template(self) -> str:
        made = client("ec2").create_launch_template(
            LaunchTemplateName=f"scaled-{next(_numbers)}", LaunchTemplateData={"InstanceType": "t4g.small"}
        )
        return str(made["LaunchTemplate"]["LaunchTemplateId"])

    def update(self, name: str, **options: Any) -> dict[str, Any]:
        client("autoscaling").update_auto_scaling_group(AutoScalingGroupName=name, **options)
        return self.describe(name)

    def describe(self, name: str) -> dict[str, Any]:
        found = client("autoscaling").describe_auto_scaling_groups(AutoScalingGroupNames=[name])
        return dict(found["AutoScalingGroups"][0])

    @fills("autoscaling_groups.group_settings")
    def test_a_group_keeps_and_changes_settings(self) -> None:
        policy = {"MinHealthyPercentage": 100, "MaxHealthyPercentage": 200}
        kept: dict[str, Any] = {
            "DefaultInstanceWarmup": 60,
            "CapacityRebalance": True,
            "InstanceMaintenancePolicy": policy,
        }
        name = self.make(**kept)
        found = self.describe(name)
        self.assertEqual({key: found[key] for key in kept}, kept)
        changed: dict[str, Any] = {
            "DefaultInstanceWarmup": 90,
            "CapacityRebalance": False,
            "InstanceMaintenancePolicy": {**policy, "MaxHealthyPercentage": 150},
            "TerminationPolicies": ["OldestInstance"],
            "NewInstancesProtectedFromScaleIn": True,
        }
        found = self.update(name, **changed)
        self.assertEqual({key: found[key] for key in changed}, changed)

    @fills("autoscaling_groups.group_settings")
    def test_a_group_is_in_the_zones_of_its_subnets(self) -> None:
        _, subnets = make_vpc()
        name = self.make(VPCZoneIdentifier=",".join(subnets), AvailabilityZones=[])
        self.assertEqual(self.describe(name)["AvailabilityZones"], ["eu-west-1a", "eu-west-1b"])
        self.assertEqual(self.update(name, VPCZoneIdentifier=subnets[1])["AvailabilityZones"], ["eu-west-1b"])

    def test_a_new_group_has_the_least_it_may_have(self) -> None:
        found = self.describe(self.make(MinSize=1, MaxSize=3))
        self.assertEqual((found["DesiredCapacity"], len(found["Instances"])), (1, 1))

    @fills("autoscaling_groups.capacity_limits")
    def test_desired_capacity_moves_only_with_the_limits(self) -> None:
        name = self.make(MinSize=1, MaxSize=4)
        client("autoscaling").set_desired_capacity(AutoScalingGroupName=name, DesiredCapacity=3)
        for limits, desired in (({"MinSize": 2}, 3), ({"MinSize": 4}, 4), ({"MinSize": 0, "MaxSize": 2}, 2)):
            found = self.update(name, **limits)
            self.assertEqual((found["DesiredCapacity"], len(found["Instances"])), (desired, desired), limits)

    @fills("autoscaling_groups.capacity_limits")
    def test_desired_capacity_beyond_the_limits_is_refused(self) -> None:
        name, scaling = self.make(MinSize=1, MaxSize=2), client("autoscaling")
        for desired in (0, 3):
            with self.assertRaisesRegex(ClientError, "ValidationError"):
                scaling.set_desired_capacity(AutoScalingGroupName=name, DesiredCapacity=desired)
            with self.assertRaisesRegex(ClientError, "ValidationError"):
                self.update(name, DesiredCapacity=desired)
        self.assertEqual(self.describe(name)["DesiredCapacity"], 1)

    @fills("autoscaling_templates.group_template")
    def test_a_group_names_its_template_and_takes_another_version(self) -> None:
        template = self.make_template()
        name = self.make(LaunchTemplate={"LaunchTemplateId": template, "Version": "1"})
        found = self.describe(name)["LaunchTemplate"]
        self.assertRegex(found["LaunchTemplateName"], "^scaled-")
        found = self.update(name, LaunchTemplate={"LaunchTemplateId": template, "Version": "2"})["LaunchTemplate"]
        self.assertEqual((found["LaunchTemplateId"], found["Version"]), (template, "2"))

    @fills("autoscaling_templates.mixed_instances")
    def test_a_group_mixes_instances(self) -> None:
        template = {"LaunchTemplateSpecification": {"LaunchTemplateId": self.make_template(), "Version": "1"}}
        policy: dict[str, Any] = {
            "LaunchTemplate": {**template, "Overrides": [{"InstanceType": "t4g.small"}, {"InstanceType": "m7g.large"}]},
            "InstancesDistribution": {"OnDemandBaseCapacity": 1, "SpotAllocationStrategy": "price-capacity-optimized"},
        }
        name = self.make(MixedInstancesPolicy=policy)
        found = self.describe(name)["MixedInstancesPolicy"]
        self.assertEqual(found["LaunchTemplate"]["Overrides"], policy["LaunchTemplate"]["Overrides"])
        self.assertEqual(found["InstancesDistribution"]["OnDemandBaseCapacity"], 1)
        self.assertEqual(found["InstancesDistribution"]["OnDemandPercentageAboveBaseCapacity"], 100)
        policy["InstancesDistribution"]["OnDemandBaseCapacity"] = 2
        found = self.update(name, MixedInstancesPolicy=policy)["MixedInstancesPolicy"]
        self.assertEqual(found["InstancesDistribution"]["OnDemandBaseCapacity"], 2)
        plain = self.update(name, LaunchTemplate=template["LaunchTemplateSpecification"])
        self.assertNotIn("MixedInstancesPolicy", plain)

    @fills("autoscaling_templates.launched_versions")
    def test_instances_tell_the_version_that_they_were_launched_from(self) -> None:
        template, version = self.make_template(), {"InstanceType": "t4g.small"}
        client("ec2").create_launch_template_version(LaunchTemplateId=template, LaunchTemplateData=version)
        name = self.make(MinSize=1, MaxSize=2, LaunchTemplate={"LaunchTemplateId": template, "Version": "1"})
        self.assertEqual(list(self.instances(name).values()), ["1"])
        source = {"LaunchTemplateId": template, "Version": "$Latest"}
        self.update(name, LaunchTemplate=source, DesiredCapacity=2)
        self.assertEqual(sorted(self.instances(name).values()), ["1", "2"])

    @fills("autoscaling_tags.launched_tags")
    def test_what_a_group_launches_has_the_tags_of_its_template_and_of_the_group(self) -> None:
        tags = [{"Key": "Project", "Value": "shop"}]
        template = client("ec2").create_launch_template(
            LaunchTemplateName=f"scaled-{next(_numbers)}",
            LaunchTemplateData={
                "TagSpecifications": [{"ResourceType": kind, "Tags": tags} for kind in ("instance", "volume")]
            },
        )["LaunchTemplate"]["LaunchTemplateId"]
        handed_on = {"Key": "Name", "Value": "web", "PropagateAtLaunch": True}
        own = {"Key": "Owner", "Value": "me", "PropagateAtLaunch": False}
        name = self.make(
            MinSize=1, LaunchTemplate={"LaunchTemplateId": template, "Version": "1"}, Tags=[handed_on, own]
        )
        (instance,) = self.instances(name)
        self.assertEqual(self.tags(instance), {"Project": "shop", "Name": "web"})
        self.assertEqual(self.tags(instance.replace("i-", "vol-", 1)), {"Project": "shop"})
        client("autoscaling").delete_auto_scaling_group(AutoScalingGroupName=name, ForceDelete=True)
        self.assertEqual(self.tags(instance), {})

    def tags(self, resource: str) -> dict[str, str]:
        found = client("ec2").describe_tags(Filters=[{"Name": "resource-id", "Values": [resource]}])["Tags"]
        return {tag["Key"]: tag["Value"] for tag in found}

    def instances(self, name: str) -> dict[str, str]:
        """Ids, and the versions that they were launched from."""
        return {each["InstanceId"]: each["LaunchTemplate"]["Version"] for each in self.describe(name)["Instances"]}

    @fills("autoscaling_targets.target_groups")
    def test_a_group_serves_target_groups(self) -> None:
        one, other = make_group(), make_group()
        name = self.make(TargetGroupARNs=[one])
        scaling = client("autoscaling")
        scaling.attach_load_balancer_target_groups(AutoScalingGroupName=name, TargetGroupARNs=[other])
        self.assertEqual(self.describe(name)["TargetGroupARNs"], [one, other])
        scaling.detach_load_balancer_target_groups(AutoScalingGroupName=name, TargetGroupARNs=[one])
        (found,) = scaling.describe_load_balancer_target_groups(AutoScalingGroupName=name)["LoadBalancerTargetGroups"]
        self.assertEqual(found["LoadBalancerTargetGroupARN"], other)

    @fills("autoscaling_targets.target_groups")
    def test_the_instances_of_a_group_are_targets(self) -> None:
        group, scaling = make_group(), client("autoscaling")
        name = self.make(MaxSize=3, TargetGroupARNs=[group])
        for desired in (2, 3, 1):
            scaling.set_desired_capacity(AutoScalingGroupName=name, DesiredCapacity=desired)
            instances = {each["InstanceId"] for each in self.describe(name)["Instances"]}
            self.assertEqual((self.targets(group), len(instances)), (instances, desired))
        scaling.delete_auto_scaling_group(AutoScalingGroupName=name, ForceDelete=True)
        self.assertEqual(self.targets(group), set())

    def targets(self, group: str) -> set[str]:
        health = client("elbv2").describe_target_health(TargetGroupArn=group)["TargetHealthDescriptions"]
        return {each["Target"]["Id"] for each in health}

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
