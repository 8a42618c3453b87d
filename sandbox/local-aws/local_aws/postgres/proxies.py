"""How clients sign in to an RDS Proxy, and the proxy for them to its instance.

Where a secret of the proxy holds the user, the client shows the secret's password or, where the proxy requires IAM, a
token for the proxy; the proxy signs in with the secret's. Else, with `DefaultAuthScheme: IAM_AUTH`, both sign in by
IAM: the client may connect to the proxy as the user, and the proxy's role to the instance.

RDS User Guide, "Configuring IAM authentication for RDS Proxy" (end-to-end), "Troubleshooting for RDS Proxy" (the
messages) and "Connecting to a database through RDS Proxy" (PostgreSQL); psycopg/psycopg2#1577 and n8n-io/n8n#25705
(startup parameters).
"""

from dataclasses import dataclass
from typing import Any

from ministack.core.responses import request_scope

from local_aws.permissions.verdicts import role_may, role_of, trusts
from local_aws.postgres import admission, passwords, scram, tokens, wire
from local_aws.postgres.admission import INVALID_AUTHORIZATION, INVALID_PASSWORD, Attempt
from local_aws.postgres.database import Database
from local_aws.postgres.front import OK, Client, Refused, asked
from local_aws.reach.groups import Side, obstacle
from local_aws.reach.joined import Streams

PORT = 5432
"""Of every proxy for PostgreSQL."""

_NOT_SUPPORTED, _CANNOT_CONNECT = "0A000", "08001"
_TAKEN = {
    *("user", "database", "application_name", "client_encoding", "datestyle", "timezone", "extra_float_digits"),
    *("intervalstyle", "search_path"),
}


@dataclass(frozen=True)
class Proxy:
    """A `front.Door`."""

    database: Database
    record: dict[str, Any]
    side: Side
    target: Side
    host: str

    async def sign_in(self, client: Client) -> Streams:
        attempt = client.attempt
        self._check_start(client)
        secret = self._secret_of(attempt.user)
        if secret is not None:
            return await self._with_secret(client, *secret)
        if self.record.get("DefaultAuthScheme") != "IAM_AUTH":
            raise Refused(
                (
                    INVALID_PASSWORD,
                    f"This RDS proxy has no credentials for the role {attempt.user}. Check the credentials for this role and "
                    "try again.",
                )
            )
        await self._ask_token(client)
        if not self._may_connect(attempt):
            raise Refused(admission.no_token(attempt))
        server, (kind, body) = await self._asked(client)
        if kind == b"R" and wire.authentication_of(body) != OK:  # it wants a password: the user is no member of rds_iam
            server[1].close()
            raise Refused(admission.no_password(attempt))
        client.writer.write(wire.written(kind, body))
        return server

    def _check_start(self, client: Client) -> None:
        if self.record["RequireTLS"] and not client.secure:
            raise Refused((INVALID_AUTHORIZATION, "This RDS Proxy requires TLS connections"))
        if "options" in client.parameters:
            said = "Feature not supported: RDS Proxy currently doesn\u2019t support command-line options."
            raise Refused((_NOT_SUPPORTED, said))
        for name in client.parameters:
            if name.lower() not in _TAKEN and not name.startswith("_pq_."):
                said = f"Feature not supported: RDS Proxy currently doesn\u2019t support the startup parameter {name}."
                raise Refused((_NOT_SUPPORTED, said))
        with request_scope(self.database.account, self.database.region):
            if obstacle(self.side, self.target, self.database.record()["Endpoint"]["Port"]):
                raise Refused((_CANNOT_CONNECT, "Timed-out waiting to acquire database connection"))

    async def _ask_token(self, client: Client) -> None:
        """Lets nobody by who does not show a token for this proxy."""
        user, database = client.attempt.user, self.database
        if not client.secure:
            raise Refused((INVALID_AUTHORIZATION, "IAM is allowed only with SSL connections."))
        token = await client.password()
        resource = self.record["DBProxyArn"].rpartition(":")[2]
        where = {"account": database.account, "region": database.region, "resource": resource}
        if not tokens.lets_in(token, host=self.host, port=PORT, user=user, **where):
            said = (
                f"The IAM authentication failed for the role {user}. Check the IAM token for this role and try again."
            )
            raise Refused((INVALID_AUTHORIZATION, said))

    async def _with_secret(self, client: Client, password: str, requires_iam: bool) -> Streams:
        attempt = client.attempt
        if requires_iam:
            await self._ask_token(client)
        elif await client.password() != password:
            raise Refused((INVALID_PASSWORD, f"The password that was provided for the role {attempt.user} is wrong."))
        server, (kind, body) = await self._asked(client)
        try:
            if kind == b"R" and wire.authentication_of(body) == OK:  # a member of rds_iam shows no password
                raise Refused(admission.no_token(attempt))
            if kind == b"R":
                await scram.prove(*server, password)
                kind, body = b"R", wire.authentication(OK)[5:]
        except scram.Refused as refused:
            server[1].close()
            raise Refused(refused.failure) from refused
        except BaseException:
            server[1].close()
            raise
        client.writer.write(wire.written(kind, body))
        return server

    async def _asked(self, client: Client) -> tuple[Streams, wire.Message]:
        """Of the server; its own user is nobody's."""
        if failure := admission.refused(client.attempt, force_ssl=False):
            raise Refused(failure)
        return await asked(self.database, client)

    def _secret_of(self, user: str) -> tuple[str, bool] | None:
        """The password that a secret of the proxy holds for the user, and whether clients have to show a token instead."""
        for auth in self.record["Auth"]:
            arn = auth.get("SecretArn")
            name, password = passwords.of_secret(arn, self.database.account, self.database.region) if arn else ("", "")
            if arn and name == user and self._may("secretsmanager:GetSecretValue", arn):
                return password, auth.get("IAMAuth") == "REQUIRED"
        return None

    def _may_connect(self, attempt: Attempt) -> bool:
        """Whether the proxy's role may sign in to the instance as the user, and the instance lets anybody in by IAM."""
        database = self.database
        resource = tokens.resource_of(database.account, database.region, database.resource, attempt.user)
        enabled = database.record().get("IAMDatabaseAuthenticationEnabled")
        return bool(enabled) and self._may("rds-db:connect", resource)

    def _may(self, action: str, resource: str) -> bool:
        with request_scope(self.database.account, self.database.region):
            role = role_of(self.record["RoleArn"])
            return role is not None and trusts(role, "rds.amazonaws.com") and role_may(role, action, resource)
