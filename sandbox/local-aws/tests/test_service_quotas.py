"""What an account may have, as Service Quotas and Lambda tell it."""

import json

from tests.case import GapCase, fills
from tests.server import LocalAws

VPCS = {"ServiceCode": "vpc", "QuotaCode": "L-F678F1CE"}


class ServiceQuotas(GapCase):
    def setUp(self) -> None:
        self.local = LocalAws(stock=GapCase.stock, quotas={})
        self.addCleanup(self.local.remove)
        self.local.start()
        self.quotas = self.local.client("service-quotas")

    def value(self) -> float:
        return float(self.quotas.get_service_quota(**VPCS)["Quota"]["Value"])

    @fills("service_quotas.service_quotas")
    def test_a_quota_is_told_and_raised_and_kept(self) -> None:
        self.assertEqual(self.value(), 5)
        with self.refused("IllegalArgumentException"):
            self.quotas.request_service_quota_increase(**VPCS, DesiredValue=5)
        asked = self.quotas.request_service_quota_increase(**VPCS, DesiredValue=6)["RequestedQuota"]
        self.assertEqual((asked["Status"], asked["DesiredValue"]), ("APPROVED", 6))
        self.local.stop()
        self.local.start()
        self.quotas = self.local.client("service-quotas")
        self.assertEqual(self.value(), 6)
        self.assertEqual(self.quotas.get_aws_default_service_quota(**VPCS)["Quota"]["Value"], 5)
        other = self.local.client("service-quotas", region="us-east-1")
        self.assertEqual(other.get_service_quota(**VPCS)["Quota"]["Value"], 5)
        ec2 = self.local.client("ec2")
        for _ in range(5):
            ec2.create_vpc(CidrBlock="10.0.0.0/16")
        with self.refused("VpcLimitExceeded"):
            ec2.create_vpc(CidrBlock="10.0.0.0/16")

    @fills("service_quotas.service_quotas")
    def test_the_quotas_of_a_service_are_listed_and_no_other_is_known(self) -> None:
        listed = self.quotas.list_service_quotas(ServiceCode="ec2")["Quotas"]
        self.assertEqual([(each["QuotaCode"], each["Value"]) for each in listed], [("L-0263D0A3", 5)])
        with self.refused("NoSuchResourceException"):
            self.quotas.get_service_quota(ServiceCode="vpc", QuotaCode="L-00000000")

    @fills("service_quotas.service_quotas")
    def test_a_test_may_lower_a_quota(self) -> None:
        body = json.dumps({"region": "eu-west-1", "quota": "vpcs", "value": 2})
        self.local.ask("local-aws", "/_local_aws/quotas", body)
        self.assertEqual(self.value(), 2)

    @fills("service_quotas.account_concurrency")
    def test_functions_at_once_are_as_many_as_the_quota_says(self) -> None:
        lambda_ = self.local.client("lambda")
        self.assertEqual(lambda_.get_account_settings()["AccountLimit"]["ConcurrentExecutions"], 1000)
        body = json.dumps({"region": "eu-west-1", "quota": "concurrent-executions", "value": 10})
        self.local.ask("local-aws", "/_local_aws/quotas", body)
        limit = lambda_.get_account_settings()["AccountLimit"]
        self.assertEqual((limit["ConcurrentExecutions"], limit["UnreservedConcurrentExecutions"]), (10, 10))
