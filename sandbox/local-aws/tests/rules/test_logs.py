"""Rules of CloudWatch Logs."""

from typing import Any

from tests.case import GapCase, client, enforces
from tests.test_edge_resources import globally


class Deliveries(GapCase):
    def setUp(self) -> None:
        self.logs = globally("logs")
        self.name = f"rules-{self.id().rpartition('.')[2]}"[:60]
        self.distribution = f"arn:aws:cloudfront::000000000000:distribution/{self.name}"

    def source(self, **changes: Any) -> None:
        values = {"name": self.name, "resourceArn": self.distribution, "logType": "ACCESS_LOGS", **changes}
        self.logs.put_delivery_source(**values)

    def deliver(self, *fields: str) -> str:
        bucket = {"destinationResourceArn": "arn:aws:s3:::rules-logs"}
        made = self.logs.put_delivery_destination(name=self.name, deliveryDestinationConfiguration=bucket)
        arn = made["deliveryDestination"]["arn"]
        made = self.logs.create_delivery(
            deliverySourceName=self.name, deliveryDestinationArn=arn, recordFields=list(fields)
        )
        identity: str = made["delivery"]["id"]
        return identity

    @enforces("logs.delivery_sources")
    def test_a_resources_logs_have_one_source(self) -> None:
        self.source()
        self.source()
        with self.refused("ConflictException", "already been used"):
            self.source(name="another")
        with self.refused("ValidationException", "new ResourceId"):
            self.source(resourceArn=f"{self.distribution}-2")

    @enforces("logs.cloudfront_sources")
    def test_cloudfronts_logs_are_of_us_east_1(self) -> None:
        with self.refused("ValidationException", "eu-west-1"):
            client("logs").put_delivery_source(name=self.name, resourceArn=self.distribution, logType="ACCESS_LOGS")
        with self.refused("ValidationException", "APPLICATION_LOGS"):
            self.source(logType="APPLICATION_LOGS")

    @enforces("logs.record_fields")
    def test_fields_are_those_of_the_logs(self) -> None:
        self.source()
        with self.refused("ValidationException", "cs-uri-path"):
            self.deliver("date", "cs-uri-path")
        identity = self.deliver("date", "time")
        with self.refused("ValidationException", "date"):
            self.logs.update_delivery_configuration(id=identity, recordFields=["date", "date"])

    @enforces("logs.delivery_ends")
    def test_a_delivery_goes_before_its_ends(self) -> None:
        self.source()
        identity = self.deliver("date")
        with self.refused("ConflictException", identity):
            self.logs.delete_delivery_source(name=self.name)
        with self.refused("ConflictException", identity):
            self.logs.delete_delivery_destination(name=self.name)
        self.logs.delete_delivery(id=identity)
        self.logs.delete_delivery_source(name=self.name)
