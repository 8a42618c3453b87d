"""What a distribution stands on: firewall, certificate, addresses, functions, log deliveries."""

from typing import Any

from tests.case import GapCase, client, fills, make_vpc

FUNCTION = b"function handler(event) { return event.request; }"


def globally(service: str) -> Any:
    """A client in the region of all that is CloudFront's."""
    return GapCase.aws().client(service, "us-east-1")


class Firewalls(GapCase):
    def setUp(self) -> None:
        self.waf = globally("wafv2")
        visibility = {"SampledRequestsEnabled": True, "CloudWatchMetricsEnabled": True, "MetricName": "acl"}
        name = {"Name": self.id().rpartition(".")[2], "Scope": "CLOUDFRONT"}
        self.settings = {"DefaultAction": {"Allow": {}}, "VisibilityConfig": visibility}
        made = self.waf.create_web_acl(**name, **self.settings, Description="one")["Summary"]
        self.arn, self.of = made["ARN"], {**name, "Id": made["Id"]}

    def put(self, group: str) -> Any:
        destination = f"arn:aws:logs:us-east-1:000000000000:log-group:{group}"
        configuration = {"ResourceArn": self.arn, "LogDestinationConfigs": [destination]}
        return self.waf.put_logging_configuration(LoggingConfiguration=configuration)["LoggingConfiguration"]

    @fills("web_acls.acl_settings")
    def test_an_acl_is_as_its_last_update_says(self) -> None:
        def update(**settings: Any) -> Any:
            token = self.waf.get_web_acl(**self.of)["LockToken"]
            self.waf.update_web_acl(**self.of, **self.settings, LockToken=token, **settings)
            return self.waf.get_web_acl(**self.of)["WebACL"]

        bodies = {"slow": {"ContentType": "TEXT_PLAIN", "Content": "Slow down."}}
        updated = update(Description="two", CustomResponseBodies=bodies)
        self.assertEqual((updated["Description"], updated["CustomResponseBodies"]), ("two", bodies))
        self.assertNotIn("CustomResponseBodies", update(Description="two"))

    @fills("web_acls.logging_configurations")
    def test_logging_is_put_shown_and_deleted(self) -> None:
        globally("logs").create_log_group(logGroupName="aws-waf-logs-edge")
        put = self.put("aws-waf-logs-edge")
        self.assertEqual(self.waf.get_logging_configuration(ResourceArn=self.arn)["LoggingConfiguration"], put)
        self.assertEqual((put["ResourceArn"], put["LogType"]), (self.arn, "WAF_LOGS"))
        self.assertNotIn("LoggingConfiguration", self.waf.get_web_acl(**self.of)["WebACL"])
        self.waf.delete_logging_configuration(ResourceArn=self.arn)
        with self.assertRaisesRegex(Exception, "WAFNonexistentItem"):
            self.waf.get_logging_configuration(ResourceArn=self.arn)

    @fills("web_acls.logging_configurations")
    def test_a_log_group_needs_its_prefix(self) -> None:
        with self.assertRaisesRegex(Exception, "LOG_DESTINATION"):
            self.put("edge")


class Certificates(GapCase):
    def setUp(self) -> None:
        self.acm = globally("acm")

    def request(self, name: str, **options: Any) -> str:
        asked = self.acm.request_certificate(DomainName=name, ValidationMethod="DNS", **options)
        arn: str = asked["CertificateArn"]
        return arn

    def describe(self, arn: str) -> dict[str, Any]:
        described: dict[str, Any] = self.acm.describe_certificate(CertificateArn=arn)["Certificate"]
        return described

    @fills("certificates.key_algorithms")
    def test_a_certificate_has_the_key_that_was_asked_for(self) -> None:
        shown = [self.describe(self.request("example.com", **key)) for key in ({"KeyAlgorithm": "EC_prime256v1"}, {})]
        self.assertEqual([each["KeyAlgorithm"] for each in shown], ["EC_prime256v1", "RSA_2048"])
        self.assertEqual([each["SignatureAlgorithm"] for each in shown], ["SHA256WITHECDSA", "SHA256WITHRSA"])

    @fills("certificates.dns_validation")
    def test_a_certificate_is_issued_once_all_its_records_are_there(self) -> None:
        arn = self.request("example.org", SubjectAlternativeNames=["www.example.org"])
        options = self.describe(arn)["DomainValidationOptions"]
        self.assertEqual(len(options), 2)
        route53 = client("route53")
        zone = route53.create_hosted_zone(Name="example.org", CallerReference=arn)["HostedZone"]["Id"]
        states = []
        for option in options:
            record = option["ResourceRecord"]
            values = {"Name": record["Name"], "Type": "CNAME", "TTL": 300}
            change = {
                "Action": "CREATE",
                "ResourceRecordSet": {**values, "ResourceRecords": [{"Value": record["Value"]}]},
            }
            states.append(self.describe(arn)["Status"])
            route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": [change]})
        listed = self.acm.list_certificates(CertificateStatuses=["ISSUED"])["CertificateSummaryList"]
        self.assertEqual(states, ["PENDING_VALIDATION"] * 2)
        self.assertIn(arn, [each["CertificateArn"] for each in listed])
        self.assertEqual(self.describe(arn)["Status"], "ISSUED")


class PrefixLists(GapCase):
    @fills("prefix_lists.origin_facing_ids")
    def test_the_list_of_cloudfronts_addresses_has_aws_id_in_each_region(self) -> None:
        name = {"Name": "prefix-list-name", "Values": ["com.amazonaws.global.cloudfront.origin-facing"]}
        for region, identity in (("eu-west-1", "pl-4fa04526"), ("us-east-1", "pl-3b927c52")):
            found = self.aws().client("ec2", region).describe_managed_prefix_lists(Filters=[name])["PrefixLists"]
            self.assertEqual([each["PrefixListId"] for each in found], [identity])

    @fills("prefix_lists.unknown_prefix_lists")
    def test_a_rule_takes_only_prefix_lists_that_are_there(self) -> None:
        ec2 = client("ec2")
        group = ec2.create_security_group(GroupName=self.id(), Description="-", VpcId=make_vpc(0)[0])["GroupId"]

        def allow(identity: str) -> None:
            source = [{"PrefixListId": identity}]
            rule = {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "PrefixListIds": source}
            ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[rule])

        allow("pl-4fa04526")
        for elsewhere in ("pl-3b927c52", "pl-12345678"):
            with self.assertRaisesRegex(Exception, "InvalidPrefixListID.NotFound"):
                allow(elsewhere)


class Functions(GapCase):
    @fills("edge_functions.updated_version")
    def test_what_was_updated_can_be_published(self) -> None:
        cloudfront = client("cloudfront")
        config = {"Comment": "", "Runtime": "cloudfront-js-2.0"}
        name = self.id().rpartition(".")[2][:60]
        made = cloudfront.create_function(Name=name, FunctionConfig=config, FunctionCode=FUNCTION)
        updated = cloudfront.update_function(
            Name=name, IfMatch=made["ETag"], FunctionConfig=config, FunctionCode=FUNCTION
        )
        self.assertNotEqual(updated["ETag"], made["ETag"])
        cloudfront.publish_function(Name=name, IfMatch=updated["ETag"])


class LogDeliveries(GapCase):
    @fills("log_deliveries.delivery_ids")
    def test_a_delivery_has_an_id_that_the_model_allows(self) -> None:
        logs = globally("logs")
        distribution = "arn:aws:cloudfront::000000000000:distribution/E124"
        logs.put_delivery_source(name="ids", resourceArn=distribution, logType="ACCESS_LOGS")
        bucket = {"destinationResourceArn": "arn:aws:s3:::ids"}
        destination = logs.put_delivery_destination(name="ids", deliveryDestinationConfiguration=bucket)
        arn = destination["deliveryDestination"]["arn"]
        made = logs.create_delivery(deliverySourceName="ids", deliveryDestinationArn=arn)["delivery"]
        self.assertRegex(made["id"], "^[0-9A-Za-z]+$")
        self.assertEqual(logs.get_delivery(id=made["id"])["delivery"]["arn"], made["arn"])

    @fills("log_deliveries.changed_deliveries")
    def test_a_delivery_changes_its_fields_and_its_path(self) -> None:
        logs = globally("logs")
        distribution = "arn:aws:cloudfront::000000000000:distribution/E123"
        logs.put_delivery_source(name="edge", resourceArn=distribution, logType="ACCESS_LOGS")
        bucket = {"destinationResourceArn": "arn:aws:s3:::edge-logs"}
        destination = logs.put_delivery_destination(name="edge", deliveryDestinationConfiguration=bucket)
        arn = destination["deliveryDestination"]["arn"]
        made = logs.create_delivery(deliverySourceName="edge", deliveryDestinationArn=arn, recordFields=["date"])
        identity = made["delivery"]["id"]
        path = {"suffixPath": "/{yyyy}"}
        logs.update_delivery_configuration(id=identity, recordFields=["date", "time"], s3DeliveryConfiguration=path)
        changed = logs.get_delivery(id=identity)["delivery"]
        self.assertEqual((changed["recordFields"], changed["s3DeliveryConfiguration"]), (["date", "time"], path))
        with self.assertRaisesRegex(Exception, "ResourceNotFound"):
            logs.update_delivery_configuration(id="none", recordFields=["date"])
