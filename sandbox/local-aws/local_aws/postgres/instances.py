"""How clients sign in to an instance.

Who is a member of `rds_iam` is asked for a token here. All others prove their password to the server itself (SCRAM),
the master user too, whose password there is the one that RDS holds.
"""

from dataclasses import dataclass

from ministack.core.responses import request_scope

from local_aws.postgres import admission, settings, tokens, wire
from local_aws.postgres.database import Database, Unavailable
from local_aws.postgres.front import CANNOT_CONNECT_NOW, OK, Client, Refused, asked
from local_aws.reach.joined import Streams


@dataclass(frozen=True)
class Instance:
    """A `front.Door`."""

    database: Database
    host: str
    port: int

    async def sign_in(self, client: Client) -> Streams:
        attempt, database = client.attempt, self.database
        try:
            record = database.record()
        except Unavailable as gone:
            raise Refused((CANNOT_CONNECT_NOW, str(gone))) from gone
        with request_scope(database.account, database.region):
            forced = settings.force_ssl(record) == "1"
        if failure := admission.refused(attempt, forced):
            raise Refused(failure)
        server, (kind, body) = await asked(database, client)
        try:
            if kind == b"R" and wire.authentication_of(body) == OK:
                await self._ask_token(client, bool(record.get("IAMDatabaseAuthenticationEnabled")))
        except BaseException:
            server[1].close()
            raise
        client.writer.write(wire.written(kind, body))
        return server

    async def _ask_token(self, client: Client, enabled: bool) -> None:
        attempt, database = client.attempt, self.database
        if not attempt.secure:
            raise Refused(admission.rejected(attempt))
        token = await client.password()
        where = {"account": database.account, "region": database.region, "resource": database.resource}
        if not enabled or not tokens.lets_in(token, host=self.host, port=self.port, user=attempt.user, **where):
            raise Refused(admission.no_token(attempt))
