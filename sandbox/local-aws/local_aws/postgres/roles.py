"""What a server of RDS has: roles, a master user who is no superuser, and the first database.

Sources: RDS User Guide, "Understanding the rds_superuser role" (the CREATE ROLE of the master user, what the role has) and
"Creating a database account using IAM authentication" (`rds_iam`); PostgreSQL Documentation, "CREATE ROLE" (who may grant what
from 16 on: with CREATEROLE, only what one has ADMIN on).
"""

from local_aws.postgres import sql

_PREDEFINED = ("pg_monitor", "pg_signal_backend", "pg_checkpoint")
_HANDED_ON = ("rds_password", "rds_replication", *_PREDEFINED)


async def make(session: sql.Session, master: str, database: str) -> None:
    """Once in the life of a cluster; does nothing where it is done."""
    if await session.run("SELECT 1 FROM pg_roles WHERE rolname = 'rds_superuser'"):
        return
    user = sql.name(master)
    statements = (
        "SET synchronous_commit TO off",
        "CREATE ROLE rds_superuser",
        *(f"CREATE ROLE {each}" for each in ("rds_iam", "rds_password", "rds_replication")),
        *(f"GRANT {each} TO rds_superuser WITH ADMIN OPTION" for each in _HANDED_ON),
        f"CREATE ROLE {user} LOGIN CREATEDB CREATEROLE VALID UNTIL 'infinity'",
        f"GRANT rds_superuser TO {user} WITH ADMIN OPTION",
        # On RDS it may be granted by rds_superuser, whose members need no token for that. PostgreSQL takes whoever may
        # grant a role for a member, so that here the master user alone may grant it, and pg_hba.conf names the master
        # user first.
        f"GRANT rds_iam TO {user} WITH ADMIN TRUE, INHERIT FALSE, SET FALSE",
        f"ALTER DATABASE postgres OWNER TO {user}",
        f"ALTER DATABASE template1 OWNER TO {user}",
    )
    await session.run("; ".join(statements))  # all or nothing
    if database and database != "postgres":
        await session.run(f"CREATE DATABASE {sql.name(database)} OWNER {user}")


async def set_password(session: sql.Session, user: str, password: str) -> None:
    await session.run(f"ALTER ROLE {sql.name(user)} PASSWORD {sql.literal(password)}")


def hba(master: str) -> str:
    """Who has to prove what to the server: nothing who has proved it to the front, see `admission`, all others a
    password."""
    return "\n".join(
        [
            "local all rdsadmin trust",
            "local replication rdsadmin trust",
            f"local all {sql.name(master)} scram-sha-256",
            "local all +rds_iam trust",
            "local all all scram-sha-256",
            "",
        ]
    )
