"""Rules of roles that are handed to a service."""

import itertools
from typing import Any

from tests.case import GapCase, client, enforces, make_vpc
from tests.instances import launch, make_profile
from tests.roles import allow, as_user, make_role, name_of, trust
from tests.test_databases import DatabaseCase
from tests.web import archive

_numbers = itertools.count()

FROM_ELSEWHERE = {"StringEquals": {"aws:SourceAccount": "123456789012"}}
FROM_HERE = {"StringEquals": {"aws:SourceAccount": "000000000000"}}


class Passing(GapCase):
    def pass_as(self, *statements: Any) -> None:
        as_user("lambda", allow("lambda:*"), *statements).create_function(
            FunctionName=f"passing-{next(_numbers)}",
            Runtime="nodejs22.x",
            Handler="index.handler",
            Role=make_role("lambda.amazonaws.com"),
            Code={"ZipFile": archive("export const handler = async () => 1;")},
        )

    @enforces("passed_roles.passing")
    def test_who_may_not_pass_a_role_cannot_hand_it_to_a_service(self) -> None:
        to = {"StringEquals": {"iam:PassedToService": "ec2.amazonaws.com"}}
        for statements in ([], [allow("iam:PassRole", Condition=to)]):
            with self.refused("AccessDeniedException", "iam:PassRole"):
                self.pass_as(*statements)
        to["StringEquals"]["iam:PassedToService"] = "lambda.amazonaws.com"
        self.pass_as(allow("iam:PassRole", "arn:aws:iam::000000000000:role/role-*", Condition=to))


class Functions(GapCase):
    def make(self, role: str, **options: Any) -> str:
        name = f"passed-{next(_numbers)}"
        client("lambda").create_function(
            FunctionName=name,
            Runtime="nodejs22.x",
            Handler="index.handler",
            Role=role,
            Code={"ZipFile": archive("export const handler = async () => 1;")},
            **options,
        )
        return name

    @enforces("passed_roles.functions")
    def test_a_role_that_lambda_cannot_assume_is_refused(self) -> None:
        for role in (
            "arn:aws:iam::000000000000:role/missing",
            make_role("ec2.amazonaws.com"),
            make_role("", trusted=trust("lambda.amazonaws.com", Condition=FROM_ELSEWHERE)),
        ):
            with self.refused("InvalidParameterValueException", "cannot be assumed by Lambda"):
                self.make(role)
        name = self.make(make_role("", trusted=trust("lambda.amazonaws.com", Condition=FROM_HERE)))
        with self.refused("InvalidParameterValueException", "cannot be assumed by Lambda"):
            client("lambda").update_function_configuration(FunctionName=name, Role=make_role("ec2.amazonaws.com"))

    @enforces("passed_roles.functions")
    def test_a_role_that_may_not_write_traces_is_refused(self) -> None:
        with self.refused("InvalidParameterValueException", "permissions to call PutTraceSegments on XRAY"):
            self.make(make_role("lambda.amazonaws.com"), TracingConfig={"Mode": "Active"})
        self.make(make_role("lambda.amazonaws.com", allow("xray:Put*")), TracingConfig={"Mode": "Active"})

    @enforces("passed_roles.functions")
    def test_a_role_that_may_not_make_interfaces_is_refused_in_a_vpc(self) -> None:
        vpc, subnets = make_vpc()
        group = client("ec2").create_security_group(GroupName="functions", Description="Functions", VpcId=vpc)["GroupId"]
        where = {"SubnetIds": subnets, "SecurityGroupIds": [group]}
        may = ["ec2:CreateNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DeleteNetworkInterface"]
        for missing in may:
            role = make_role("lambda.amazonaws.com", allow([each for each in may if each != missing]))
            with self.refused("InvalidParameterValueException", f"call {missing.removeprefix('ec2:')} on EC2"):
                self.make(role, VpcConfig=where)
        own = {"Null": {"lambda:SourceFunctionArn": "false"}}
        denied = {**allow(may), "Effect": "Deny", "Condition": own}
        self.make(make_role("lambda.amazonaws.com", allow(may), denied), VpcConfig=where)


class FlowLogs(GapCase):
    @enforces("passed_roles.flow_logs")
    def test_a_role_that_flow_logs_cannot_assume_is_refused(self) -> None:
        vpc, _ = make_vpc(zones=0)
        options = {"ResourceIds": [vpc], "ResourceType": "VPC", "TrafficType": "ALL", "LogGroupName": "flows"}
        make = client("ec2").create_flow_logs
        for role in ("arn:aws:iam::000000000000:role/missing", make_role("ec2.amazonaws.com")):
            with self.refused("InvalidParameter", "Unable to assume given IAM role"):
                make(**options, DeliverLogsPermissionArn=role)
        make(**options, DeliverLogsPermissionArn=make_role("vpc-flow-logs.amazonaws.com"))


class Monitoring(DatabaseCase):
    def watch(self, role: str) -> None:
        self.make(MonitoringInterval=60, MonitoringRoleArn=role)

    @enforces("passed_roles.monitoring")
    def test_a_role_that_monitoring_cannot_assume_or_use_is_refused(self) -> None:
        service = "monitoring.rds.amazonaws.com"
        for role in (make_role("rds.amazonaws.com"), make_role(service), make_role(service, allow("logs:CreateLogGroup"))):
            with self.refused("InvalidParameterValue", "required permissions for: ENHANCED_MONITORING"):
                self.watch(role)

    @enforces("passed_roles.monitoring")
    def test_awss_own_policy_for_it_is_enough(self) -> None:
        role, policy = make_role("monitoring.rds.amazonaws.com"), "service-role/AmazonRDSEnhancedMonitoringRole"
        with self.refused("InvalidParameterValue", "ENHANCED_MONITORING"):
            self.watch(role)
        client("iam").attach_role_policy(RoleName=name_of(role), PolicyArn=f"arn:aws:iam::aws:policy/{policy}")
        self.watch(role)


class InstanceProfiles(GapCase):
    @enforces("passed_roles.instance_profiles")
    def test_a_profile_that_is_not_there_is_refused(self) -> None:
        with self.refused("ValidationError", "Invalid IAM Instance Profile"):
            launch("arn:aws:iam::000000000000:instance-profile/missing", size=0)
        launch(make_profile(), size=0)
