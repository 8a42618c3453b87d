"""The data of one instance, and the server that runs on them from the first connection on.

A replica is a streaming one. It keeps nothing: whenever its server starts, its data are copied from its source's.
"""

import asyncio
import logging
from pathlib import Path
from typing import Any

from ministack.core.responses import request_scope
from ministack.services import rds

from local_aws.postgres import clusters, passwords, process, programs, roles, settings, sql
from local_aws.rules.offers import major_of

_log = logging.getLogger("local_aws")

Record = dict[str, Any]

STARTING = "the database system is starting up"
_CLOSED = ("rebooting", "stopped", "starting", "stopping")
"""Statuses in which nobody gets in."""


class Unavailable(Exception):
    """Why nobody can connect now, as PostgreSQL says it."""


def major(instance: Record) -> str:
    """Of PostgreSQL; empty for another engine, and for what belongs to a cluster of Aurora's."""
    if instance.get("Engine") != "postgres" or instance.get("DBClusterIdentifier"):
        return ""
    return str(major_of("postgres", str(instance["EngineVersion"])))


class Database:
    """Its folder has `data`, and the server's `log`."""

    def __init__(self, account: str, region: str, record: Record, folder: Path, sockets: Path, port: int) -> None:
        self.account, self.region = account, region
        self.name, self.resource = record["DBInstanceIdentifier"], record["DbiResourceId"]
        self.folder = folder
        self._sockets, self._port = sockets, port
        self._lock = asyncio.Lock()
        self._server: process.Server | None = None
        self._class = ""
        """Of the instance, when the server was started."""
        self._password = ""

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def record(self) -> Record:
        """Raises Unavailable when the instance is gone."""
        found = rds._instances.get_scoped(self.account, self.region, self.name)
        if found is None or found["DbiResourceId"] != self.resource:
            raise Unavailable("the database system is shutting down")
        return dict(found)

    def has_to_end(self, record: Record) -> bool:
        """Whether its server runs as what the instance no longer is. A replica is of its source's version."""
        if self._server is None:
            return False
        is_replica = bool(record["ReadReplicaSourceDBInstanceIdentifier"])
        as_it_is = self._class == record["DBInstanceClass"] and (is_replica or self._server.major == major(record))
        return not as_it_is or record["DBInstanceStatus"] == "stopped"

    async def opened(self, source: process.Server | None) -> process.Server:
        """Its server, which has the password that RDS holds now. A replica needs its source's.

        Raises Unavailable.
        """
        async with self._lock:
            record = self.record()
            if record["DBInstanceStatus"] in _CLOSED:
                raise Unavailable(STARTING)
            if self._server is not None and (
                not self._server.runs
                or self.has_to_end(record)
                or (source is not None and source.major != self._server.major)
            ):
                await self._end(at_once=False)
            if self._server is None:
                self._server = await self._started(record, source)
                self._class = record["DBInstanceClass"]
            if source is None:
                await self._set_password(record, self._server)
            return self._server

    async def cut(self, seconds: float, *, at_once: bool) -> None:
        """Ends every connection, and lets nobody in for some seconds."""
        async with self._lock:
            await self._end(at_once=at_once)
            await asyncio.sleep(seconds)

    async def copy_to(self, folder: Path) -> bool:
        """Its data as they are now, for another to start with. Whether it has any: an instance without has never been
        used."""
        async with self._lock:
            if self._server is not None and self._server.runs:
                server = self._server
                await asyncio.to_thread(clusters.back_up, server.sockets, server.port, server.major, folder)
            elif self.data.exists():
                await asyncio.to_thread(clusters.copy, self.data, folder)
            else:
                return False
            return True

    async def take(self, folder: Path) -> None:
        """Starts with a copy of these data, in the place of its own."""
        async with self._lock:
            await self._end(at_once=True)
            await asyncio.to_thread(clusters.copy, folder, self.data)

    async def close(self, *, remove: bool = False) -> None:
        async with self._lock:
            await self._end(at_once=remove)
            if remove:
                await asyncio.to_thread(clusters.remove, self.folder)

    async def _end(self, *, at_once: bool) -> None:
        if self._server is not None:
            await self._server.stop(at_once=at_once)
            self._server, self._password = None, ""

    async def _started(self, record: Record, source: process.Server | None) -> process.Server:
        user, wanted = record["MasterUsername"], source.major if source else major(record)
        with request_scope(self.account, self.region):
            options = settings.of(record, wanted)
        try:
            await asyncio.to_thread(self._prepare, wanted, user, source)
            server = await process.start(self.data, wanted, self._sockets, self._port, options, self.folder / "log")
            if source is None:
                async with sql.session(server.path) as session:
                    await roles.make(session, user, record.get("DBName") or "")
            return server
        except (clusters.Failed, process.NotStarted, sql.Refused, OSError) as failure:
            _log.error("the server of the instance %s does not start: %s", self.name, failure)
            raise Unavailable(STARTING) from failure

    def _prepare(self, wanted: str, user: str, source: process.Server | None) -> None:
        if source is not None:
            clusters.back_up(source.sockets, source.port, source.major, self.data, "-R")
        elif not self.data.exists():
            clusters.make(self.data, wanted)
        elif clusters.major_of(self.data) != wanted:
            _log.info("the instance %s is upgraded to PostgreSQL %s", self.name, wanted)
            clusters.upgrade(self.data, wanted)
        (self.data / "pg_hba.conf").write_text(roles.hba(user))

    async def _set_password(self, record: Record, server: process.Server) -> None:
        wanted = passwords.current(record, self.account, self.region)
        if wanted and wanted != self._password:
            async with sql.session(server.path) as session:
                await roles.set_password(session, record["MasterUsername"], wanted)
            self._password = wanted


def can_run(instance: Record) -> bool:
    return programs.of(major(instance)) is not None
