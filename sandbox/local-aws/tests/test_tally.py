"""The local AWS tells which operations were called."""

from tests.case import GapCase, client


class Calls(GapCase):
    def test_it_tells_which_operations_were_called(self) -> None:
        client("kms").list_aliases()
        client("cloudfront").list_functions()
        self.aws().query("sts", {"Action": "GetCallerIdentity", "Version": "2011-06-15"})
        called = self.aws().get("/_local_aws/calls")
        self.assertIn("ListAliases", called["kms"])
        self.assertIn("ListFunctions", called["cloudfront"])
        self.assertNotIn("GetCallerIdentity", called.get("sts", []), "what no client of AWS sends does not count")
