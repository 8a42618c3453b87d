"""Caches after a restart of the local AWS."""

from typing import Any

from ministack.services import elasticache

from local_aws.patch import wrap


def endpoints_after_restart() -> None:
    """With the first request after a restart every restored node forgets its endpoint for a shared `redis:6379`.

    MiniStack starts containers for them then, or falls back to that name; there is no container engine here.
    """
    wrap(elasticache, "_ensure_live_containers_locked", _start_nothing)


def _start_nothing(_: Any) -> None:
    for pending in ("_pending_cluster_respawn", "_pending_rg_respawn", "_pending_serverless_respawn"):
        getattr(elasticache, pending).clear()
