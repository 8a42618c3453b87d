"""Rules of ElastiCache about access strings."""

from tests.case import GapCase, client, enforces
from tests.test_caches import name


class AccessStrings(GapCase):
    def user(self, access: str) -> str:
        user = name("acl")
        mode = {"Type": "iam"}
        client("elasticache").create_user(
            UserId=user, UserName=user, Engine="valkey", AccessString=access, AuthenticationMode=mode
        )
        return user

    @enforces("elasticache_acl.access_strings")
    def test_a_password_is_none_of_its_rules(self) -> None:
        for rule in (">secret", "#" + "0" * 64, "nopass", "resetpass", "reset"):
            with self.refused("InvalidParameterValue", "passwords", rule):
                self.user(f"on {rule} ~* +@all")

    @enforces("elasticache_acl.access_strings")
    def test_each_rule_is_one_of_an_acl(self) -> None:
        for rule in ("enabled", "*", "+", "@all", "+@reads", "%X~a:*", "~", "(+get ~a", "(get)"):
            with self.refused("InvalidParameterValue", "no rule of an ACL"):
                self.user(f"on {rule}")
        self.user("on ~* &* +@all -@dangerous +info")
        self.user("ON %R~a:* %RW~b:* allchannels -@all +@read +client|id -config|set (+get ~c:*) (%W~d +@write)")

    @enforces("elasticache_acl.access_strings")
    def test_so_is_each_that_is_added_later(self) -> None:
        user = self.user("off -@all")
        for member in ("AccessString", "AppendAccessString"):
            with self.refused("InvalidParameterValue", member, "nopass"):
                client("elasticache").modify_user(UserId=user, **{member: "on nopass"})
