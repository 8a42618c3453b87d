"""What a model does not allow is refused with the service's own code, in the form that its clients read."""

import json
import unittest
from typing import Any

from tests.calls.requests import cbor, form, raw, refusal_of, sent


class Refusals(unittest.TestCase):
    def refused(self, request: Any, code: str, *words: str, status: int = 400) -> None:
        found, given, message = refusal_of(request)
        self.assertEqual((found, given), (status, code), message)
        for word in words:
            self.assertIn(word, message)

    def taken(self, request: Any) -> None:
        self.assertEqual(refusal_of(request), (0, "", ""))


class Query(Refusals):
    def test_a_required_member_is_missing(self) -> None:
        told = "1 validation error detected: Value null at 'roleName' failed to satisfy constraint: Member must not be"
        self.refused(sent("iam", "GetRole"), "ValidationError", told)
        self.refused(sent("rds", "StartDBInstance"), "MissingParameter", "dBInstanceIdentifier")

    def test_an_unknown_member(self) -> None:
        request = form("iam", "Action=GetRole&RoleName=a&Colour=red&Version=2010-05-08")
        self.refused(request, "ValidationError", "'colour' is not a member of GetRoleRequest")

    def test_a_wrong_type(self) -> None:
        request = form("elasticloadbalancing", "Action=CreateTargetGroup&Name=a&Port=many")
        self.refused(request, "MalformedInput", "Value 'many' at 'port'", "integer")
        request = form("autoscaling", "Action=CreateAutoScalingGroup&AutoScalingGroupName=a&MinSize.A=1&MaxSize=1")
        self.refused(request, "MalformedInput", "minSize")

    def test_a_range_an_enum_a_pattern_and_a_length(self) -> None:
        self.refused(
            sent("elbv2", "CreateTargetGroup", Name="a", Port=70000), "ValidationError", "less than or equal to 65535"
        )
        self.refused(sent("elbv2", "CreateTargetGroup", Name="a", Protocol="SMTP"), "ValidationError", "[HTTP, HTTPS,")
        self.refused(
            sent("iam", "GetRole", RoleName="a/b"), "ValidationError", "regular expression pattern: [\\w+=,.@-]+"
        )
        self.refused(sent("iam", "GetRole", RoleName="a" * 65), "ValidationError", "less than or equal to 64")

    def test_an_item_of_a_list_is_named_by_its_number(self) -> None:
        request = sent("elasticache", "CreateCacheCluster", CacheClusterId="a", AZMode="both", Tags=[{"Key": "a"}])
        self.refused(request, "InvalidParameterValue", "Value 'both' at 'aZMode'")
        request = sent("autoscaling", "CreateOrUpdateTags", Tags=[{"Key": "a"}, {"Value": "b"}])
        self.refused(request, "ValidationError", "Value null at 'tags.2.member.key'")

    def test_an_empty_list_is_taken(self) -> None:
        self.taken(form("elasticloadbalancing", "Action=DescribeTags&ResourceArns=&Version=2015-12-01"))

    def test_an_unknown_action(self) -> None:
        from local_aws.calls import front

        status, _, body = front.answer(form("iam", "Action=MakeTea"), {}) or (0, {}, b"")
        self.assertEqual(status, 400)
        self.assertIn(b"<Code>InvalidAction</Code>", body)


class Ec2(Refusals):
    def test_missing_and_unknown_members(self) -> None:
        self.refused(form("ec2", "Action=CreateSubnet"), "MissingParameter", "must contain the parameter VpcId")
        self.refused(
            form("ec2", "Action=CreateSubnet&VpcId=a&Colour=b"), "UnknownParameter", "Colour is not recognized"
        )

    def test_values(self) -> None:
        request = sent("ec2", "CreateVpc", CidrBlock="10.0.0.0/16", InstanceTenancy="shared")
        self.refused(
            request, "InvalidParameterValue", "Value (shared) for parameter InstanceTenancy is invalid", "default"
        )
        self.refused(form("ec2", "Action=CreateVpc&DryRun=maybe"), "InvalidParameterValue", "DryRun")
        request = sent("ec2", "DescribeVpcs", MaxResults=4)
        self.refused(request, "InvalidParameterValue", "MaxResults", "greater than or equal to 5")
        request = sent("ec2", "CreateVpc", TagSpecifications=[{"ResourceType": "vpcs", "Tags": []}])
        self.refused(request, "InvalidParameterValue", "TagSpecifications.1.ResourceType")


class Json(Refusals):
    def test_members_values_and_types(self) -> None:
        self.refused(sent("kms", "DescribeKey"), "ValidationException", "Value null at 'keyId'")
        unknown = self._kms("DescribeKey", {"KeyId": "a", "Colour": "b"})
        self.refused(unknown, "ValidationException", "'colour' is not a member of DescribeKeyRequest")
        self.refused(sent("kms", "CreateKey", KeyUsage="never"), "ValidationException", "[SIGN_VERIFY, ENCRYPT_DECRYPT")
        self.refused(
            sent("kms", "ScheduleKeyDeletion", KeyId="a", PendingWindowInDays=0), "ValidationException", "equal to 1"
        )
        request = self._kms("DescribeKey", {"KeyId": {"a": 1}})
        self.refused(request, "SerializationException", "'keyId'", "string")

    def test_a_body_that_is_no_json(self) -> None:
        self.refused(self._kms("DescribeKey", None), "SerializationException", "JSON")

    def test_services_with_codes_of_their_own(self) -> None:
        request = sent("logs", "CreateLogStream", logGroupName="a", logStreamName="a:b")
        self.refused(request, "InvalidParameterException", "Value 'a:b' at 'logStreamName'", "[^:*]*")

    def test_a_null_is_not_sent(self) -> None:
        self.taken(self._kms("DescribeKey", {"KeyId": "a", "GrantTokens": None}))

    @staticmethod
    def _kms(operation: str, body: Any) -> Any:
        text = "no json" if body is None else json.dumps(body)
        return raw(
            "kms", body=text, x_amz_target=f"TrentService.{operation}", content_type="application/x-amz-json-1.1"
        )


class RestJson(Refusals):
    def test_lambda(self) -> None:
        self.refused(
            sent("lambda", "GetFunction", FunctionName="a b"), "ValidationException", "'functionName'", "pattern"
        )
        request = sent("lambda", "CreateFunction", FunctionName="a", Role="x", Code={}, MemorySize=64)
        self.refused(request, "ValidationException", "2 validation errors", "'role'", "'memorySize'", "equal to 128")
        request = raw("lambda", path="/2015-03-31/functions", body='{"FunctionName": 3}')
        self.refused(request, "SerializationException", "'functionName'")
        request = raw("lambda", path="/2015-03-31/functions", body="{")
        self.refused(request, "InvalidRequestContentException", "JSON")

    def test_api_gateway(self) -> None:
        request = sent("apigatewayv2", "CreateApi", Name="a", ProtocolType="SMTP")
        self.refused(request, "BadRequestException", "[WEBSOCKET, HTTP]")
        request = sent("apigatewayv2", "CreateIntegration", ApiId="a", IntegrationType="HTTP_PROXY", TimeoutInMillis=49)
        self.refused(request, "BadRequestException", "'timeoutInMillis'", "equal to 50")
        request = raw("apigateway", path="/v2/apis", body='{"name": "a", "protocolType": "HTTP", "colour": "b"}')
        self.refused(request, "BadRequestException", "'colour' is not a member")

    def test_an_unknown_query_key(self) -> None:
        request = raw("lambda", "GET", "/2015-03-31/functions/a", "Colour=b")
        self.refused(request, "ValidationException", "'colour' is not a member")


class RestXml(Refusals):
    ACL = '<VersioningConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">%s</VersioningConfiguration>'

    def test_s3_refuses_bodies_as_malformed(self) -> None:
        words = "The XML you provided was not well-formed or did not validate against our published schema"
        self.refused(
            self._versioning("<Status>On</Status>"), "MalformedXML", words, "Value 'On'", "[Enabled, Suspended]"
        )
        self.refused(self._versioning("<Colour>b</Colour>"), "MalformedXML", "colour' is not a member")
        self.refused(raw("s3", "PUT", "/a-bucket", "versioning", b"<Versioning"), "MalformedXML", "is no XML")
        self.refused(
            raw("s3", "PUT", "/a-bucket", "versioning", b"<Tagging/>"), "MalformedXML", "has to be a Versioning"
        )
        self.taken(self._versioning("<Status>Enabled</Status>"))

    def test_s3_names_arguments(self) -> None:
        request = raw("s3", "PUT", "/a-bucket/a-key", body="a", x_amz_storage_class="COLD")
        self.refused(request, "InvalidArgument", "Value 'COLD' at 'storageClass'")
        request = raw("s3", "GET", "/a-bucket", "list-type=2&max-keys=many")
        self.refused(request, "InvalidArgument", "'maxKeys'", "integer")

    def test_cloudfront(self) -> None:
        request = sent(
            "cloudfront", "CreateInvalidation", DistributionId="E1", InvalidationBatch={"CallerReference": "a"}
        )
        self.refused(request, "MalformedXML", "Value null at 'invalidationBatch.paths'")
        config = {
            "Name": "a",
            "SigningProtocol": "sigv5",
            "SigningBehavior": "always",
            "OriginAccessControlOriginType": "s3",
        }
        request = sent("cloudfront", "CreateOriginAccessControl", OriginAccessControlConfig=config)
        self.refused(
            request, "MalformedXML", "'originAccessControlConfig.signingProtocol'", "enum value set: [sigv4, sigv4a]"
        )

    def test_route_53(self) -> None:
        self.refused(sent("route53", "GetHostedZone", Id="Z" * 33), "InvalidInput", "Value 'ZZZ", "equal to 32")

    def _versioning(self, inner: str) -> Any:
        return raw("s3", "PUT", "/a-bucket", "versioning", self.ACL % inner)


class CloudWatch(Refusals):
    def test_its_three_protocols(self) -> None:
        told = "Value 'Litres' at 'unit' failed to satisfy constraint: Member must satisfy enum value set: [Seconds,"
        given = {"AlarmName": "a", "EvaluationPeriods": 1, "ComparisonOperator": "LessThanThreshold"}
        alarm = {**given, "Unit": "Litres"}
        target = "GraniteServiceVersion20100801.PutMetricAlarm"
        requests = {
            "cbor": cbor("monitoring", "cloudwatch", "PutMetricAlarm", alarm),
            "json": raw("monitoring", body=json.dumps(alarm), x_amz_target=target),
            "query": form("monitoring", "Action=PutMetricAlarm&" + "&".join(f"{key}={alarm[key]}" for key in alarm)),
        }
        for protocol, request in requests.items():
            with self.subTest(protocol):
                self.refused(request, "ValidationError", told)
        for call in (
            sent("cloudwatch", "PutMetricAlarm", **given),
            cbor("monitoring", "cloudwatch", "PutMetricAlarm", given),
        ):
            self.taken(call)
        self.refused(
            raw("monitoring", path=requests["cbor"].path, body=b"\xff", smithy_protocol="rpc-v2-cbor"),
            "ValidationError",
        )


class Log(unittest.TestCase):
    def test_a_refusal_is_one_line_that_names_service_operation_and_code(self) -> None:
        with self.assertLogs("local_aws", "WARNING") as log:
            refusal_of(form("ec2", "Action=CreateSubnet&VpcId=a%0Ab&Colour=b%0Ac"))
        self.assertEqual(len(log.output), 1)
        line = log.records[0].getMessage()
        self.assertRegex(line, r"^refused ec2 CreateSubnet UnknownParameter by models: The parameter Colour [^\n]*$")

    def test_it_says_which_of_the_checks_refused(self) -> None:
        with self.assertLogs("local_aws", "WARNING") as log:
            refusal_of(sent("kms", "CreateKey", XksKeyId="a"))
        self.assertIn("refused kms CreateKey ValidationException by members: ", log.records[0].getMessage())

    def test_a_rule_that_fails_is_answered_so_that_no_client_repeats_the_call(self) -> None:
        from local_aws.calls import front
        from local_aws.calls.call import Call

        def failing(_: Call) -> None:
            raise KeyError("lost")

        with self.assertLogs("local_aws", "WARNING"):
            answer = front.answer(sent("kms", "ListKeys"), {("kms", "ListKeys"): [failing]})
        status, _, body = answer or (0, {}, b"")
        self.assertEqual(status, 400)
        self.assertIn("failing fails", json.loads(body)["message"])
