"""Rules of RDS about parameter groups and what is in them.

RDS has hundreds of parameters in each family. Here are those whose nature the engines' own manuals tell; all others pass.
"""

from ministack.services import rds

from local_aws.calls.call import Call, Refusal
from local_aws.calls.rule import rule
from local_aws.rules.offers import offers
from local_aws.rules.rds import ENGINES

_STATIC = {
    "postgres": {
        *("autovacuum_freeze_max_age", "autovacuum_multixact_freeze_max_age", "huge_pages", "max_connections"),
        *("max_files_per_process", "max_locks_per_transaction", "max_pred_locks_per_transaction"),
        *("max_prepared_transactions", "max_replication_slots", "max_wal_senders", "max_worker_processes"),
        *("rds.logical_replication", "shared_buffers", "shared_preload_libraries", "superuser_reserved_connections"),
        *("track_activity_query_size", "track_commit_timestamp", "wal_buffers"),
    },
    "mysql": {
        *("back_log", "ft_max_word_len", "ft_min_word_len", "innodb_buffer_pool_instances", "innodb_ft_max_token_size"),
        *("innodb_ft_min_token_size", "innodb_purge_threads", "innodb_read_io_threads", "innodb_sort_buffer_size"),
        *("innodb_write_io_threads", "lower_case_table_names", "performance_schema", "skip_name_resolve"),
        "table_open_cache_instances",
    },
}
"""Those that take effect when the engine starts."""

_OF_ONE_ENGINE = {
    "postgres": _STATIC["postgres"] - {"max_connections"}
    | {
        *("autovacuum", "effective_cache_size", "idle_in_transaction_session_timeout", "log_min_duration_statement"),
        *("log_statement", "maintenance_work_mem", "max_wal_size", "random_page_cost", "rds.force_ssl", "search_path"),
        *("statement_timeout", "timezone", "work_mem"),
    },
    "mysql": _STATIC["mysql"]
    | {
        *("binlog_format", "character_set_client", "character_set_server", "collation_server", "general_log"),
        *("innodb_buffer_pool_size", "innodb_flush_log_at_trx_commit", "innodb_lock_wait_timeout", "log_output"),
        *("long_query_time", "max_allowed_packet", "require_secure_transport", "slow_query_log", "sql_mode", "time_zone"),
        *("transaction_isolation", "wait_timeout"),
    },
}
"""Those that one engine has and the other lacks."""


def _engine(family: str) -> str:
    return next((engine for engine in ENGINES if family.startswith(engine)), "")


@rule("rds", "CreateDBParameterGroup")
def families(call: Call) -> None:
    """A parameter group is of a family that RDS has: an engine with its major version.

    Source: AWS's answers to DescribeDBEngineVersions, see infra/settings/aws-offers.json; the message:
    aws-cloudformation/cloudformation-coverage-roadmap#703.
    """
    family = call.get("DBParameterGroupFamily", "")
    engine = _engine(family)
    if engine and family.removeprefix(engine) not in offers("rds")["versions"][engine]:
        raise Refusal("InvalidParameterValue", f"ParameterGroupFamily {family} is not a valid parameter group family")


@rule("rds", "ModifyDBParameterGroup", "ResetDBParameterGroup")
def names(call: Call) -> None:
    """A parameter group has the parameters of its engine.

    Source: PostgreSQL Documentation, "Server Configuration", and MySQL Reference Manual, "Server System Variables"; the
    message: hashicorp/terraform-provider-aws#522.
    """
    engine = _engine(rds._param_groups.get(call.get("DBParameterGroupName"), {}).get("DBParameterGroupFamily", ""))
    of_others = {name for other, known in _OF_ONE_ENGINE.items() if engine and other != engine for name in known}
    for parameter in call.get("Parameters", []):
        name = parameter.get("ParameterName", "")
        if name.lower() in of_others:
            raise Refusal("InvalidParameterValue", f"Could not find parameter with name: {name}")


@rule("rds", "ModifyDBParameterGroup")
def static_parameters(call: Call) -> None:
    """What takes effect at the engine's start alone cannot be applied immediately.

    Source: RDS User Guide, "Parameter groups for Amazon RDS" (static and dynamic parameters); which they are: PostgreSQL
    Documentation, "Server Configuration" (can only be set at server start), MySQL Reference Manual, "Server System
    Variables" (dynamic: no); the message: hashicorp/terraform#8018.
    """
    engine = _engine(rds._param_groups.get(call.get("DBParameterGroupName"), {}).get("DBParameterGroupFamily", ""))
    for parameter in call.get("Parameters", []):
        is_static = parameter.get("ParameterName", "").lower() in _STATIC.get(engine, set())
        if is_static and parameter.get("ApplyMethod") == "immediate":
            raise Refusal(
                "InvalidParameterCombination", "cannot use immediate apply method for static parameter"
            )
