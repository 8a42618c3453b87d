"""Caches that can be spoken to: for each of Valkey or Redis OSS a valkey-server of this machine.

- `binary`: the program;
- `server`: one run of it;
- `stored`: the files that hold the data of caches and snapshots;
- `users`: who may sign in to a cache, and what the server lets them do;
- `front`: what listens in the server's place: TLS and signing in;
- `cache`: a cache's server, fronts and files together;
- `running`: which caches there are;
- `resp`: the protocol.

A server is started by the first connection. One serves Valkey and Redis OSS of every version: they differ in no command that
the sample uses.
"""
