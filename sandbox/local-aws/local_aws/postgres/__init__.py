"""A real PostgreSQL for each local RDS instance of a version whose programs are here.

- `programs`: PostgreSQL's own, and as whom they run;
- `clusters`: folders of data: made, copied, upgraded;
- `process`: a server that runs, and how it ends;
- `sql`: what the local AWS itself asks of a server;
- `roles`: what a new server has, as on RDS;
- `settings`: how a server runs: small, and as its parameter group says;
- `database`: the data and the server of one instance, started when somebody connects;
- `databases`: which instances have one;
- `wire`, `admission`, `tokens`, `front`: what a client meets: TLS, `pg_hba.conf` as RDS has it, IAM; then its bytes are passed on;
- `proxies`, `scram`: what a client of an RDS Proxy meets.
"""
