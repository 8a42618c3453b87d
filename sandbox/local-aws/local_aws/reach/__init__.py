"""How workloads reach what stands in a VPC and does not speak HTTP: databases and caches, by the names that AWS gives them.

- `endpoints`: what can be reached, and what finds it by name and port;
- `clients`: who asks, a function or an instance, and from where in which VPC;
- `groups`: whether the security groups of both let a connection through;
- `gateway`: opens a door on 127.0.0.1 for one connection of one client;
- `script`: what is loaded before a workload's code and leads its connections through such doors;
- `workload`: what a workload's process needs in its environment for that;
- `joined`: two connections that are one from then on;
- `authority`: whose certificates endpoints have, and what workloads trust.

Nobody else gets in: a door is opened for the process that asked, takes one connection, and is closed after it.
"""
