"""Rules of flow logs."""

from typing import Any

from tests.case import GapCase, client, enforces, make_vpc
from tests.roles import make_role


class FlowLogs(GapCase):
    def make(self, **options: Any) -> None:
        vpc, _ = make_vpc(0)
        client("ec2").create_flow_logs(ResourceIds=[vpc], ResourceType="VPC", TrafficType="ALL", **options)

    @enforces("ec2_flow_logs.destinations")
    def test_cloudwatch_logs_are_written_by_a_role(self) -> None:
        for options in ({}, {"LogDestinationType": "cloud-watch-logs"}):
            with self.refused("InvalidParameter", "can't be empty"):
                self.make(LogGroupName="flows", **options)
        role = make_role("vpc-flow-logs.amazonaws.com")
        self.make(LogGroupName="flows", DeliverLogsPermissionArn=role)
        with self.refused("InvalidParameter", "LogDestination can't be empty"):
            self.make(DeliverLogsPermissionArn=role)

    @enforces("ec2_flow_logs.intervals")
    def test_a_record_is_of_one_minute_or_of_ten(self) -> None:
        to = {"LogGroupName": "flows", "DeliverLogsPermissionArn": make_role("vpc-flow-logs.amazonaws.com")}
        self.make(MaxAggregationInterval=60, **to)
        with self.refused("InvalidParameter", "Max Aggregation Interval"):
            self.make(MaxAggregationInterval=300, **to)

    @enforces("ec2_flow_logs.destinations")
    def test_a_bucket_is_there_and_written_by_no_role(self) -> None:
        bucket = {"LogDestinationType": "s3", "LogDestination": "arn:aws:s3:::flow-logs-rules/prefix/"}
        with self.refused("LogDestinationNotFound", "flow-logs-rules"):
            self.make(**bucket)
        location = {"LocationConstraint": "eu-west-1"}
        client("s3").create_bucket(Bucket="flow-logs-rules", CreateBucketConfiguration=location)
        self.make(**bucket)
        with self.refused("InvalidParameter", "not applicable for s3"):
            self.make(DeliverLogsPermissionArn=make_role("vpc-flow-logs.amazonaws.com"), **bucket)
