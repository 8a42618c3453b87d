"""A real PostgreSQL for each local RDS instance of a version whose programs are here.

- `programs`: PostgreSQL's own, and as whom they run;
- `clusters`: folders of data: made, copied, upgraded;
- `process`: a server that runs, and how it ends;
- `sql`: what the local AWS itself asks of a server;
- `roles`: what a new server has, as on RDS;
- `settings`: how a server runs: small, and as its parameter group says;
- `database`: the data and the server of one instance, started when somebody connects;
- `databases`: which instances have one;
- `endpoints`: by which names they are reached;
- `front`, `wire`: what a client meets: TLS and the start of the protocol; then its bytes are passed on;
- `instances`, `admission`, `tokens`: who signs in: `pg_hba.conf` as RDS has it, IAM;
- `proxies`, `scram`: who signs in through an RDS Proxy.
"""
