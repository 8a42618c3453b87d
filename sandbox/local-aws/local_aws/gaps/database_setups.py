"""The platform's function that sets up a database (infra/data/setup), where nothing runs for the database."""

import logging
from typing import Any

from ministack.services import lambda_svc

from local_aws.patch import wrap
from local_aws.postgres import endpoints


def setups_of_entries() -> None:
    """A database that is an entry only, such as one of MySQL, cannot be set up, so that every `up` of a stack with one fails.

    What infra/data/setup/event.ts asks of the function inside the network (`InsideEvent`) is answered with nothing done, and
    a line of the log says why.
    """
    wrap(lambda_svc, "_execute_function", _execute)


def _execute(original: Any, function: dict[str, Any], event: Any) -> dict[str, Any]:
    config = function.get("config") or function
    host = ((config.get("Environment") or {}).get("Variables") or {}).get("DATABASE_HOST", "")
    if host and isinstance(event, dict) and {"task", "credentials"} <= event.keys():
        if why := endpoints.why_entry(host):
            logging.getLogger("local_aws").warning("no database is set up: %s", why)
            return {"body": {"done": []}, "log": ""}
    result: dict[str, Any] = original(function, event)
    return result
