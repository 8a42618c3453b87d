"""VPC endpoints beyond their route tables and subnets."""

import hashlib
import json
from typing import Any
from xml.etree.ElementTree import Element

from ministack.services import ec2

from local_aws.patch import Response, complete, keep, put, text_of, wrap

_FULL_ACCESS = json.dumps(
    {"Version": "2008-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}
)
"""The policy of an endpoint that was given none, as AWS shows it."""

_SETTINGS = {
    "PolicyDocument": "PolicyDocument",
    "PrivateDnsEnabled": "PrivateDnsEnabled",
    "IpAddressType": "IpAddressType",
    "DnsOptions.DnsRecordIpType": "DnsRecordIpType",
}


def endpoint_settings() -> None:
    """An endpoint forgets its policy, security groups, private DNS and address type, on creation and on change."""
    wrap(ec2._ACTION_MAP, "CreateVpcEndpoint", _create)
    wrap(ec2._ACTION_MAP, "ModifyVpcEndpoint", _modify)
    complete(ec2, "_vpce_fields_xml", _fields)


def endpoint_filters() -> None:
    """DescribeVpcEndpoints ignores filters: it shows the endpoints of other VPCs too."""
    wrap(ec2._ACTION_MAP, "DescribeVpcEndpoints", _describe)


def _create(original: Any, p: Any) -> Response:
    response = original(p)
    endpoint = ec2._vpc_endpoints.get(text_of(response, "vpcEndpointId"))
    if endpoint is None:
        return response
    _store_settings(endpoint, p)
    endpoint["SecurityGroupIds"] = ec2._parse_member_list(p, "SecurityGroupId") or _default_groups(endpoint)
    endpoint["CreationTimestamp"] = ec2._now_ts()
    return ec2._xml(200, "CreateVpcEndpointResponse", ec2._vpce_fields_xml(endpoint, tag="vpcEndpoint"))


def _default_groups(endpoint: dict[str, Any]) -> list[str]:
    vpc = ec2._vpcs.get(endpoint["VpcId"], {})
    return [vpc["DefaultSecurityGroupId"]] if endpoint["VpcEndpointType"] == "Interface" and vpc else []


def _store_settings(endpoint: dict[str, Any], p: Any) -> None:
    for parameter, key in _SETTINGS.items():
        if value := ec2._p(p, parameter):
            endpoint[key] = value


def _modify(original: Any, p: Any) -> Response:
    response = original(p)
    endpoint = ec2._vpc_endpoints.get(ec2._p(p, "VpcEndpointId"))
    if endpoint is None:
        return response
    _store_settings(endpoint, p)
    if ec2._p(p, "ResetPolicy") == "true":
        endpoint.pop("PolicyDocument", None)
    removed = ec2._parse_member_list(p, "RemoveSecurityGroupId")
    kept = [group for group in endpoint.get("SecurityGroupIds", []) if group not in removed]
    added = ec2._parse_member_list(p, "AddSecurityGroupId")
    endpoint["SecurityGroupIds"] = kept + [group for group in added if group not in kept]
    return response


def _fields(fields: Element, endpoint: dict[str, Any]) -> None:
    put(fields, "policyDocument", endpoint.get("PolicyDocument", _FULL_ACCESS))
    put(fields, "requesterManaged", False)
    put(fields, "creationTimestamp", endpoint.get("CreationTimestamp"))
    if endpoint["VpcEndpointType"] != "Interface":
        return
    put(fields, "privateDnsEnabled", endpoint.get("PrivateDnsEnabled", "false"))
    put(fields, "ipAddressType", endpoint.get("IpAddressType", "ipv4"))
    put(fields, "dnsOptions", {"dnsRecordIpType": endpoint.get("DnsRecordIpType", "ipv4")})
    put(fields, "groupSet", [_group(identity) for identity in endpoint.get("SecurityGroupIds", [])])
    put(fields, "dnsEntrySet", [_dns_entry(endpoint)])


def _group(identity: str) -> dict[str, str]:
    return {"groupId": identity, "groupName": ec2._security_groups.get(identity, {}).get("GroupName", "")}


def _dns_entry(endpoint: dict[str, Any]) -> dict[str, str]:
    identity = hashlib.sha256(endpoint["VpcEndpointId"].encode()).hexdigest()
    service = ".".join(reversed(endpoint["ServiceName"].split(".")[3:]))
    name = f"{endpoint['VpcEndpointId']}-{identity[:8]}.{service}.{ec2.get_region()}.vpce.amazonaws.com"
    return {"dnsName": name, "hostedZoneId": f"Z{identity[:13].upper()}"}


def _describe(original: Any, p: Any) -> Response:
    filters = ec2._parse_filters(p)

    def is_wanted(endpoint: Element) -> bool:
        return _matches(ec2._vpc_endpoints[endpoint.findtext("vpcEndpointId")], filters)

    return keep(original(p), "vpcEndpointSet", is_wanted)


def _matches(endpoint: dict[str, Any], filters: dict[str, list[str]]) -> bool:
    keys = {
        "vpc-id": "VpcId",
        "service-name": "ServiceName",
        "vpc-endpoint-id": "VpcEndpointId",
        "vpc-endpoint-type": "VpcEndpointType",
        "vpc-endpoint-state": "State",
    }
    if not ec2._resource_matches_tag_filters(endpoint["VpcEndpointId"], filters):
        return False
    return all(endpoint[keys[name]] in values for name, values in filters.items() if name in keys)
