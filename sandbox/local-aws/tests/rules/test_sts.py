"""Rules of STS."""

from tests.case import GapCase, client, enforces
from tests.roles import document, make_role


class Sessions(GapCase):
    @enforces("sts.session_durations")
    def test_a_session_lasts_no_longer_than_its_role_says(self) -> None:
        account = {"AWS": "arn:aws:iam::000000000000:root"}
        trusted = document({"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": account})
        assume = client("sts").assume_role
        with self.refused("ValidationError", "exceeds the MaxSessionDuration set for this role"):
            assume(RoleArn=make_role("", trusted=trusted), RoleSessionName="long", DurationSeconds=7200)
        longer = make_role("", trusted=trusted, MaxSessionDuration=7200)
        assume(RoleArn=longer, RoleSessionName="long", DurationSeconds=7200)
