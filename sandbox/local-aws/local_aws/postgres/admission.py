"""Who is turned away before anything is asked of a server: `pg_hba.conf` as RDS has it, in its words.

RDS's rules, in this order: nobody signs in as `rdsadmin` or to its database; a member of `rds_iam` only with TLS, and
by PAM, which asks IAM about the token; all others by their password, with TLS where `rds.force_ssl` is 1. The messages
are PostgreSQL's (src/backend/libpq/auth.c), as haines/pg-aws_rds_iam#582 and rust-postgres/rust-postgres#1108 met them.
"""

from dataclasses import dataclass

INVALID_AUTHORIZATION, INVALID_PASSWORD = "28000", "28P01"

Failure = tuple[str, str]
"""SQLSTATE and message."""


@dataclass(frozen=True)
class Attempt:
    user: str
    database: str
    host: str
    """The client's address."""
    secure: bool

    @property
    def described(self) -> str:
        how = "SSL encryption" if self.secure else "no encryption"
        return f'host "{self.host}", user "{self.user}", database "{self.database}", {how}'


def refused(attempt: Attempt, force_ssl: bool) -> Failure | None:
    """What keeps an attempt out whoever it is."""
    if not attempt.user:
        return INVALID_AUTHORIZATION, "no PostgreSQL user name specified in startup packet"
    if "rdsadmin" in (attempt.user, attempt.database):
        return rejected(attempt)
    if force_ssl and not attempt.secure:
        return INVALID_AUTHORIZATION, f"no pg_hba.conf entry for {attempt.described}"
    return None


def rejected(attempt: Attempt) -> Failure:
    """By a rule that is there: of `rdsadmin`, or of members of `rds_iam` without TLS."""
    return INVALID_AUTHORIZATION, f"pg_hba.conf rejects connection for {attempt.described}"


def no_token(attempt: Attempt) -> Failure:
    return INVALID_AUTHORIZATION, f'PAM authentication failed for user "{attempt.user}"'


def no_password(attempt: Attempt) -> Failure:
    return INVALID_PASSWORD, f'password authentication failed for user "{attempt.user}"'
