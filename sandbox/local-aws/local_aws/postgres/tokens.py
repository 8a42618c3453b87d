"""Tokens by which IAM signs in to a database: a presigned request that is never sent.

RDS User Guide, "IAM database authentication for MariaDB, MySQL, and PostgreSQL" (15 minutes) and "Creating and using an IAM
policy for IAM database access" (the resource). MiniStack checks the signature; policies are asked as for any call.
"""

import logging

from ministack.core.rds_iam import RdsIamTokenError, verify_rds_iam_token
from ministack.core.responses import request_scope

from local_aws.permissions.verdicts import caller_may

_log = logging.getLogger("local_aws")


def lets_in(token: str, *, host: str, port: int, user: str, account: str, region: str, resource: str) -> bool:
    """Whether a token is for this name, port and user, signed by who is here and lately, and its signer may connect.

    `resource` is the resource id of an instance, or `prx-...` of a proxy. Why not is in the log, and never in the
    answer, as in AWS.
    """
    with request_scope(account, region):
        found = verify_rds_iam_token(token, hostname=host, port=port, db_user=user, region=region, account_id=account)
        if isinstance(found, RdsIamTokenError):
            _log.info("no sign-in as %s at %s: %s", user, host, found.code)
            return False
        arn = resource_of(account, region, resource, user)
        if caller_may(found.access_key_id, "rds-db:connect", arn):
            return True
        _log.info("no sign-in as %s at %s: %s may not rds-db:connect %s", user, host, found.principal_arn, arn)
        return False


def resource_of(account: str, region: str, resource: str, user: str) -> str:
    return f"arn:aws:rds-db:{region}:{account}:dbuser:{resource}/{user}"
