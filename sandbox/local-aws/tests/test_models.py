"""Every request is held to AWS's own models."""

from botocore.exceptions import ClientError

from tests.case import GapCase, client, enforces


class Models(GapCase):
    @enforces("models")
    def test_a_json_service_names_member_value_and_constraint(self) -> None:
        with self.refused("ValidationException", "Value 'never'", "'keyUsage'", "enum value set"):
            client("kms").create_key(KeyUsage="never")

    @enforces("models")
    def test_a_query_service_is_held_to_ranges(self) -> None:
        with self.refused("ValidationError", "'port'", "less than or equal to 65535"):
            client("elbv2").create_target_group(Name="ranges", Protocol="HTTP", Port=70000, VpcId="vpc-1")
