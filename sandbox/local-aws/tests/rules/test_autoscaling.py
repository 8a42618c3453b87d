"""Rules of EC2 Auto Scaling."""

import itertools
from typing import Any

from tests.case import GapCase, client, enforces
from tests.test_load_balancers import forward, make_balancer, make_group, make_listener

_numbers = itertools.count()


def make_scaling(**options: Any) -> str:
    name, ec2 = f"ruled-{next(_numbers)}", client("ec2")
    made = ec2.create_launch_template(LaunchTemplateName=name, LaunchTemplateData={"InstanceType": "t4g.small"})
    template = {"LaunchTemplateId": made["LaunchTemplate"]["LaunchTemplateId"], "Version": "1"}
    options = {"MinSize": 0, "MaxSize": 2, "AvailabilityZones": ["eu-west-1a"], "LaunchTemplate": template, **options}
    client("autoscaling").create_auto_scaling_group(AutoScalingGroupName=name, **options)
    return name


class Groups(GapCase):
    @enforces("autoscaling.sizes")
    def test_a_minimum_above_the_maximum_is_refused(self) -> None:
        name = make_scaling(MinSize=1, DesiredCapacity=2)
        with self.refused("ValidationError", "Max bound, 2", "min bound, 3"):
            make_scaling(MinSize=3)
        with self.refused("ValidationError", "Max bound, 2", "min bound, 3"):
            client("autoscaling").update_auto_scaling_group(AutoScalingGroupName=name, MinSize=3)
        with self.refused("ValidationError", "Desired capacity:3", "max size:2"):
            make_scaling(DesiredCapacity=3)

    @enforces("autoscaling.lifetimes")
    def test_a_life_under_a_day_is_refused(self) -> None:
        for seconds in (0, 86_400):
            make_scaling(MaxInstanceLifetime=seconds)
        with self.refused("ValidationError", "maxInstanceLifetime"):
            make_scaling(MaxInstanceLifetime=86_399)

    @enforces("autoscaling.healthy_percentages")
    def test_a_maintenance_policy_has_two_shares_at_most_100_apart(self) -> None:
        for low, high in ((50, 150), (100, 200), (-1, -1)):
            make_scaling(InstanceMaintenancePolicy={"MinHealthyPercentage": low, "MaxHealthyPercentage": high})
        for low, high, words in ((50, 151, "difference"), (90, 99, "from 100 to 200"), (-1, 100, "from 0 to 100")):
            with self.refused("ValidationError", words):
                make_scaling(InstanceMaintenancePolicy={"MinHealthyPercentage": low, "MaxHealthyPercentage": high})
        with self.refused("ValidationError", "together"):
            make_scaling(InstanceMaintenancePolicy={"MinHealthyPercentage": 90})

    @enforces("autoscaling.target_groups")
    def test_a_target_group_that_is_not_there_is_refused(self) -> None:
        name = make_scaling(TargetGroupARNs=[make_group()])
        arn = "arn:aws:elasticloadbalancing:eu-west-1:000000000000:targetgroup/gone/0123456789abcdef"
        with self.refused("ValidationError", "Provided Target Groups may not be valid"):
            client("autoscaling").attach_load_balancer_target_groups(AutoScalingGroupName=name, TargetGroupARNs=[arn])

    @enforces("autoscaling.target_groups")
    def test_ten_target_groups_are_attached_at_once(self) -> None:
        scaling, name, groups = client("autoscaling"), make_scaling(), [make_group() for _ in range(11)]
        with self.refused("ValidationError", "10"):
            scaling.attach_load_balancer_target_groups(AutoScalingGroupName=name, TargetGroupARNs=groups)
        scaling.attach_load_balancer_target_groups(AutoScalingGroupName=name, TargetGroupARNs=groups[1:])


class Refreshes(GapCase):
    def refresh(self, **options: Any) -> None:
        client("autoscaling").start_instance_refresh(AutoScalingGroupName=make_scaling(), **options)

    @enforces("autoscaling.healthy_percentages")
    def test_a_refresh_has_no_upper_share_alone(self) -> None:
        self.refresh(Preferences={"MinHealthyPercentage": 0})
        self.refresh(Preferences={"MinHealthyPercentage": 50, "MaxHealthyPercentage": 150})
        with self.refused("ValidationError", "together"):
            self.refresh(Preferences={"MaxHealthyPercentage": 150})
        with self.refused("ValidationError", "difference"):
            self.refresh(Preferences={"MinHealthyPercentage": 50, "MaxHealthyPercentage": 151})

    @enforces("autoscaling.rollbacks")
    def test_nothing_is_taken_back_without_a_configuration(self) -> None:
        made = client("ec2").create_launch_template(
            LaunchTemplateName=f"refreshed-{next(_numbers)}", LaunchTemplateData={"InstanceType": "t4g.small"}
        )
        template = {"LaunchTemplateId": made["LaunchTemplate"]["LaunchTemplateId"], "Version": "1"}
        self.refresh(Preferences={"AutoRollback": True}, DesiredConfiguration={"LaunchTemplate": template})
        with self.refused("ValidationError", "AutoRollback", "DesiredConfiguration parameter is empty"):
            self.refresh(Preferences={"AutoRollback": True})


SIMPLE = {"AdjustmentType": "ChangeInCapacity", "ScalingAdjustment": 1}
CPU = {"PredefinedMetricSpecification": {"PredefinedMetricType": "ASGAverageCPUUtilization"}, "TargetValue": 50}


class Policies(GapCase):
    def put(self, name: str, kind: str = "TargetTrackingScaling", **options: Any) -> None:
        client("autoscaling").put_scaling_policy(
            AutoScalingGroupName=name, PolicyName=f"policy-{next(_numbers)}", PolicyType=kind, **options
        )

    @enforces("autoscaling.policies")
    def test_a_simple_policy_has_no_warm_up(self) -> None:
        name = make_scaling()
        self.put(name, "SimpleScaling", **SIMPLE)
        self.put(name, EstimatedInstanceWarmup=0, TargetTrackingConfiguration=CPU)
        with self.refused("ValidationError", "EstimatedInstanceWarmup is not supported"):
            self.put(name, "SimpleScaling", EstimatedInstanceWarmup=60, **SIMPLE)

    @enforces("autoscaling.policies")
    def test_a_policy_has_what_its_type_needs(self) -> None:
        name = make_scaling()
        with self.refused("ValidationError", "TargetTrackingConfiguration"):
            self.put(name)
        with self.refused("ValidationError", "Scaling increment"):
            self.put(name, "SimpleScaling", AdjustmentType="ChangeInCapacity")

    @enforces("autoscaling.policies")
    def test_a_group_has_fifty_policies(self) -> None:
        name = make_scaling()
        for _ in range(50):
            self.put(name, "SimpleScaling", **SIMPLE)
        with self.refused("LimitExceeded", "50"):
            self.put(name, "SimpleScaling", **SIMPLE)

    @enforces("autoscaling.labels")
    def test_requests_are_counted_of_a_group_with_traffic(self) -> None:
        group, balancer = make_group(), make_balancer()
        label = f"{balancer['LoadBalancerArn'].partition('loadbalancer/')[2]}/{group.rpartition(':')[2]}"
        name = make_scaling(TargetGroupARNs=[group])

        def track(name: str, **metric: str) -> None:
            self.put(name, TargetTrackingConfiguration={"PredefinedMetricSpecification": metric, "TargetValue": 10})

        requests = {"PredefinedMetricType": "ALBRequestCountPerTarget"}
        with self.refused("ValidationError", "does not route traffic to the target group"):
            track(name, ResourceLabel=label, **requests)
        make_listener(balancer, forward(group))
        track(name, ResourceLabel=label, **requests)
        with self.refused("ValidationError", "is attached to the Auto Scaling group"):
            track(make_scaling(), ResourceLabel=label, **requests)
        with self.refused("ValidationError", "Resource label should be specified"):
            track(name, **requests)
        with self.refused("ValidationError", "Resource label should not be specified"):
            track(name, ResourceLabel=label, PredefinedMetricType="ASGAverageCPUUtilization")
