"""Rules of IAM."""

from typing import Any

from tests.case import GapCase, client, enforces
from tests.roles import allow, document, make_role, name_of, trust

MALFORMED = "MalformedPolicyDocument"


def put(role: str, policy: str, name: str = "may") -> None:
    client("iam").put_role_policy(RoleName=name_of(role), PolicyName=name, PolicyDocument=policy)


class IdentityDocuments(GapCase):
    def put(self, **elements: Any) -> None:
        statement = {**allow("s3:GetObject", "arn:aws:s3:::bucket/*"), **elements}
        kept = {key: value for key, value in statement.items() if value is not None}
        put(make_role("lambda.amazonaws.com"), document(kept))

    @enforces("iam.identity_documents")
    def test_what_the_grammar_has_not_is_refused(self) -> None:
        for wrong in (
            {"Effect": "allow"},
            {"Recource": "*"},
            {"NotAction": "s3:*"},
            {"Condition": {"StringEqual": {"aws:PrincipalTag/a": "b"}}},
        ):
            with self.refused(MALFORMED, "Syntax errors in policy."):
                self.put(**wrong)
        with self.refused(MALFORMED, "Syntax errors in policy."):
            put(make_role("lambda.amazonaws.com"), document(allow("s3:GetObject"), Version="2012-10-18"))

    @enforces("iam.identity_documents")
    def test_a_principal_is_refused(self) -> None:
        with self.refused(MALFORMED, "Policy document should not specify a principal."):
            self.put(Principal="*")

    @enforces("iam.identity_documents")
    def test_a_statement_without_resources_is_refused(self) -> None:
        with self.refused(MALFORMED, "Policy statement must contain resources."):
            self.put(Resource=None)
        with self.refused(MALFORMED, "Policy statement must contain resources."):
            self.put(Resource=[])

    @enforces("iam.identity_documents")
    def test_a_resource_that_is_no_arn_is_refused(self) -> None:
        with self.refused(MALFORMED, 'Resource bucket must be in ARN format or "*".'):
            self.put(Resource="bucket")
        with self.refused(MALFORMED, 'Partition "amazon" is not valid'):
            self.put(Resource="arn:amazon:s3:::bucket")

    @enforces("iam.identity_documents")
    def test_an_action_without_its_service_is_refused(self) -> None:
        with self.refused(MALFORMED, "Actions/Conditions must be prefaced by a vendor"):
            self.put(Action="GetObject")

    @enforces("iam.identity_documents")
    def test_statement_ids_are_letters_and_digits_and_unique(self) -> None:
        with self.refused(MALFORMED, "must be alpha-numeric"):
            self.put(Sid="read-files")
        with self.refused(MALFORMED, "must be unique"):
            put(make_role("ec2.amazonaws.com"), document(allow("s3:*", Sid="a"), allow("ec2:*", Sid="a")))

    def test_what_the_grammar_has_is_taken(self) -> None:
        self.put(Sid="", Condition={"ForAnyValue:StringLikeIfExists": {"aws:TagKeys": ["a*"]}})
        self.put(Action=None, NotAction=["s3:Delete*"], Resource=None, NotResource="arn:aws-cn:s3:::a")


class TrustDocuments(GapCase):
    def make(self, **elements: Any) -> str:
        statement = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"AWS": "*"}, **elements}
        return make_role("", trusted=document(statement))

    @enforces("iam.trust_documents")
    def test_a_resource_is_refused(self) -> None:
        with self.refused(MALFORMED, "Has prohibited field Resource"):
            self.make(Resource="*")

    @enforces("iam.trust_documents")
    def test_other_actions_than_those_of_sts_are_refused(self) -> None:
        with self.refused(MALFORMED, "AssumeRole policy may only specify STS AssumeRole actions."):
            self.make(Action=["sts:AssumeRole", "s3:GetObject"])

    @enforces("iam.trust_documents")
    def test_a_role_that_is_not_there_is_refused(self) -> None:
        missing = "arn:aws:iam::000000000000:role/missing"
        with self.refused(MALFORMED, f'Invalid principal in policy: "AWS":"{missing}"'):
            self.make(Principal={"AWS": missing})
        there = make_role("ec2.amazonaws.com", Path="/apps/")
        with self.refused(MALFORMED, "Invalid principal in policy"):
            self.make(Principal={"AWS": there.replace("/apps/", "/")})
        self.make(Principal={"AWS": [there, "123456789012", "arn:aws:iam::123456789012:role/of-another-account"]})

    @enforces("iam.trust_documents")
    def test_what_can_be_no_service_is_refused(self) -> None:
        for name in ("lambda", "lambda.amazon.com", "lambda.*.amazonaws.com"):
            with self.refused(MALFORMED, f'Invalid principal in policy: "SERVICE":"{name}"'):
                make_role(name)
        make_role("delivery.logs.amazonaws.com")

    @enforces("iam.trust_documents")
    def test_a_change_is_held_to_it_too(self) -> None:
        role = name_of(make_role("ec2.amazonaws.com"))
        with self.refused(MALFORMED, "Missing required field Principal"):
            client("iam").update_assume_role_policy(
                RoleName=role, PolicyDocument=document({"Effect": "Allow", "Action": "sts:AssumeRole"})
            )


class Sizes(GapCase):
    @enforces("iam.trust_sizes")
    def test_a_trust_policy_of_more_than_2048_characters_is_refused(self) -> None:
        long = {"StringEquals": {"aws:SourceArn": [f"arn:aws:s3:::{'b' * 50}{number}" for number in range(40)]}}
        with self.refused("LimitExceeded", "ACLSizePerRole: 2048"):
            make_role("", trusted=trust("ec2.amazonaws.com", Condition=long))

    @enforces("iam.inline_sizes")
    def test_inline_policies_have_10240_characters_in_all(self) -> None:
        half = document(allow("s3:GetObject", [f"arn:aws:s3:::{'b' * 50}{number}" for number in range(80)]))
        role = make_role("lambda.amazonaws.com")
        put(role, half, "one")
        put(role, half, "one")
        with self.refused("LimitExceeded", f"Maximum policy size of 10240 bytes exceeded for role {name_of(role)}"):
            put(role, half, "two")

    def test_white_space_does_not_count(self) -> None:
        put(make_role("lambda.amazonaws.com"), document(allow("s3:GetObject")) + " " * 20000)

    @enforces("iam.managed_sizes")
    def test_a_managed_policy_of_more_than_6144_characters_is_refused(self) -> None:
        policy = document(allow("s3:GetObject", [f"arn:aws:s3:::{'b' * 50}{number}" for number in range(100)]))
        with self.refused("LimitExceeded", "PolicySize: 6144"):
            client("iam").create_policy(PolicyName="long", PolicyDocument=policy)


class Roles(GapCase):
    def attach(self, role: str, policy: str) -> None:
        client("iam").attach_role_policy(RoleName=name_of(role), PolicyArn=policy)

    @enforces("iam.attachments")
    def test_a_role_has_ten_managed_policies_at_most(self) -> None:
        role = make_role("lambda.amazonaws.com")
        policies = [
            client("iam").create_policy(PolicyName=f"of-{number}", PolicyDocument=document(allow("s3:*")))["Policy"]["Arn"]
            for number in range(11)
        ]
        for policy in policies[:10]:
            self.attach(role, policy)
        with self.refused("LimitExceeded", "PoliciesPerRole: 10"):
            self.attach(role, policies[10])
        self.attach(role, policies[0])

    @enforces("iam.attachments")
    def test_a_policy_that_is_not_there_is_refused(self) -> None:
        role = make_role("lambda.amazonaws.com")
        with self.refused("NoSuchEntity", "does not exist or is not attachable"):
            self.attach(role, "arn:aws:iam::000000000000:policy/missing")

    @enforces("iam.role_names")
    def test_names_that_differ_in_case_alone_are_the_same(self) -> None:
        role = name_of(make_role("lambda.amazonaws.com"))
        with self.refused("EntityAlreadyExists", role.upper()):
            client("iam").create_role(RoleName=role.upper(), AssumeRolePolicyDocument=trust("ec2.amazonaws.com"))

    def test_a_role_in_use_is_not_deleted(self) -> None:
        iam, arn = client("iam"), make_role("ec2.amazonaws.com", allow("s3:*"))
        role = name_of(arn)
        with self.refused("DeleteConflict", "must delete all inline policies first"):
            iam.delete_role(RoleName=role)
        iam.delete_role_policy(RoleName=role, PolicyName="may")
        self.attach(arn, "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess")
        with self.refused("DeleteConflict", "must detach all policies first"):
            iam.delete_role(RoleName=role)
        iam.detach_role_policy(RoleName=role, PolicyArn="arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess")
        iam.create_instance_profile(InstanceProfileName=role)
        iam.add_role_to_instance_profile(InstanceProfileName=role, RoleName=role)
        with self.refused("DeleteConflict", "must remove role from all instance profiles first"):
            iam.delete_role(RoleName=role)
