"""A cache that can be spoken to: its data, its server, and who is connected."""

import asyncio
import contextlib
import logging
import shutil
import socket
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from ministack.core.responses import get_account_id, get_region, request_scope
from ministack.services import elasticache

from local_aws import clock
from local_aws.caches import resp, stored, users
from local_aws.caches.front import Door, Front, Server, Stream
from local_aws.caches.server import Server as Valkey
from local_aws.caches.users import Record
from local_aws.reach import authority

_FAILOVER_SECONDS = 1.0
"""For how long nobody is connected: AWS's own, where the engine is 5.0.6 or newer (ElastiCache User Guide, "Minimizing
downtime"), is about a second."""
_PARAMETERS = ("maxmemory-policy", "notify-keyspace-events", "timeout")
"""Of a parameter group, what the server heeds."""


class Cache:
    """Of a record of ElastiCache's. Made within its account and region, and on the event loop."""

    def __init__(self, record: Record, socket_file: Path) -> None:
        self.record = record
        self.account, self.region = get_account_id(), get_region()
        self.folder = stored.folder_of(record)
        self._front = Front()
        self._valkey = Valkey(self.folder, socket_file, self._cluster())
        self._turn = asyncio.Lock()
        self._acl: dict[str, list[str]] = {}
        self._is_failing_over = False

    def endpoints(self) -> Iterator[tuple[str, int, bool]]:
        """Name, port, and whether one reads there and does not write."""
        record = self.record
        if "ServerlessCacheName" in record:
            yield record["Endpoint"]["Address"], record["Endpoint"]["Port"], False
            yield record["ReaderEndpoint"]["Address"], record["ReaderEndpoint"]["Port"], True
            return
        clustered = record["ClusterEnabled"]
        if clustered:
            yield record["ConfigurationEndpoint"]["Address"], record["Port"], False
        for shard in record["NodeGroups"]:
            if not clustered:
                yield shard["PrimaryEndpoint"]["Address"], record["Port"], False
                yield shard["ReaderEndpoint"]["Address"], record["Port"], True
            for node in shard["NodeGroupMembers"]:
                yield (
                    node["ReadEndpoint"]["Address"],
                    record["Port"],
                    not clustered and node["CurrentRole"] != "primary",
                )

    def network(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Its subnets and its security groups."""
        record = self.record
        if "ServerlessCacheName" in record:
            return tuple(record["SubnetIds"]), tuple(record["SecurityGroupIds"])
        subnets = (elasticache._subnet_groups.get(record["CacheSubnetGroupName"]) or {}).get("Subnets", [])
        return (
            tuple(subnet["SubnetIdentifier"] for subnet in subnets),
            tuple(group["SecurityGroupId"] for group in record["SecurityGroups"]),
        )

    async def serve(self, host: str, reads: bool, connection: socket.socket) -> None:
        """Speaks to one client. Plain text gets nowhere where the cache has encryption in transit."""
        encrypted = "ServerlessCacheName" in self.record or self.record["TransitEncryptionEnabled"]
        if self._is_failing_over:
            connection.close()
            return
        client = await Stream.of(connection, authority.context(host) if encrypted else None)
        await self._front.serve(client, Door(self._lets_in, self._is_open, partial(self._connect, reads)))

    async def start(self) -> None:
        """Its server runs, with the users of this moment. @raises OSError where it cannot"""
        async with self._turn:
            if not self._valkey.runs():
                self._acl = {}
                await self._valkey.start()
                await self._apply_parameters()
            await self._apply_users()

    async def refresh(self) -> None:
        """Users of this moment, where its server runs."""
        async with self._turn:
            if self._valkey.runs():
                with contextlib.suppress(OSError):
                    await self._apply_users()

    async def save(self) -> None:
        """All that it holds is in its folder."""
        async with self._turn:
            if self._valkey.runs():
                with contextlib.suppress(OSError, resp.Failure):
                    await self._valkey.save()

    async def fail_over(self) -> None:
        """Cuts every connection, and takes none for a moment. Nothing is lost; in AWS what was written last can be."""
        self._is_failing_over = True
        self._front.cut()
        await asyncio.sleep(min(_FAILOVER_SECONDS, clock.real(60 * _FAILOVER_SECONDS)))
        self._is_failing_over = False

    async def stop(self) -> None:
        """What it holds is kept."""
        self._front.cut()
        async with self._turn:
            await self._valkey.stop()

    async def delete(self) -> None:
        self._front.cut()
        async with self._turn:
            self._valkey.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def is_clustered(self) -> bool:
        return self._cluster() is not None

    def _cluster(self) -> tuple[str, int] | None:
        record = self.record
        if "ServerlessCacheName" in record:
            return record["Endpoint"]["Address"], record["Endpoint"]["Port"]
        return (record["ConfigurationEndpoint"]["Address"], record["Port"]) if record["ClusterEnabled"] else None

    def _lets_in(self, name: str, password: str) -> bool:
        with request_scope(self.account, self.region):
            return users.signed_in(self.record, name, password)

    def _is_open(self) -> bool:
        with request_scope(self.account, self.region):
            return users.lets_in_anybody(self.record)

    async def _connect(self, reads: bool, name: str) -> Server:
        await self.start()
        stream = Stream(*await self._valkey.connect())
        return Server(stream, f"{users.READER}{name}" if reads else name, self._valkey.password)

    async def _apply_users(self) -> None:
        with request_scope(self.account, self.region):
            wanted = users.acl_of(self.record)
        for name in self._acl.keys() - wanted.keys():
            await self._valkey.ask("ACL", "DELUSER", name)
        for name, rules in wanted.items():
            if self._acl.get(name) != rules:
                try:
                    await self._valkey.ask("ACL", "SETUSER", name, "reset", f">{self._valkey.password}", *rules)
                except resp.Failure as failure:
                    logging.getLogger("local_aws").error("Valkey does not take the user %s: %s", name, failure)
                    await self._valkey.ask("ACL", "SETUSER", name, "reset")
        self._acl = wanted

    async def _apply_parameters(self) -> None:
        with request_scope(self.account, self.region):
            group = elasticache._param_group_params.get(self.record.get("CacheParameterGroupName"), {})
        for name in _PARAMETERS:
            if group.get(name, {}).get("Source") == "user":
                with contextlib.suppress(resp.Failure):
                    await self._valkey.ask("CONFIG", "SET", name, str(group[name].get("Value", "")))
