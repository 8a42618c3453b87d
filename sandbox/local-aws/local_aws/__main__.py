"""Command line of the local AWS: `python -m local_aws --home DIR --token TEXT`."""

import argparse
import sys
from pathlib import Path

from local_aws import server


def main() -> int:
    parser = argparse.ArgumentParser(prog="local_aws", description=__doc__)
    parser.add_argument("--home", type=Path, required=True, help="folder of the record, the lock and the saved state")
    parser.add_argument(
        "--token", required=True, help="names this run: in its record, its answers and its command line"
    )
    parser.add_argument("--build", default="", help="says which code runs, for callers that want the newest")
    parser.add_argument("--region", default="us-east-1", help="region of requests that name none")
    parser.add_argument("--stock", action="store_true", help="run MiniStack as it is, with no gap filled")
    parser.add_argument("--lax", action="store_true", help="refuse nothing that MiniStack takes: neither models nor rules")
    parser.add_argument(
        "--iam-delay-seconds", type=float, default=0, help="how long services do not see a new role: a switch of tests"
    )
    parser.add_argument(
        "--interface-delay-seconds",
        type=float,
        default=0,
        help="how long network interfaces of functions outlive them: a switch of tests",
    )
    parser.add_argument(
        "--minute-seconds", type=float, default=60, help="how long a minute of AWS's takes: a switch of tests"
    )
    arguments = parser.parse_args()
    return server.run(server.Settings(**vars(arguments)))


if __name__ == "__main__":
    sys.exit(main())
