"""What an instance says, in a stream of its log group, as the CloudWatch agent puts it there."""

import time

from ministack.core.responses import get_account_id, get_region
from ministack.services import cloudwatch_logs, iam

from local_aws.permissions.verdicts import role_may

_LONGEST_LINE = 64 * 1024


class Output:
    """Lines of one stream. Lost, as with the agent, where the role may not write it or there is no such group."""

    def __init__(self, group: str, stream: str, role: str) -> None:
        self._group, self._stream, self._role = group, stream, role
        self._rest = b""

    def say(self, line: str) -> None:
        self.write(f"{line}\n".encode())

    def write(self, data: bytes) -> None:
        """What ends within a line waits for the line's end."""
        *lines, self._rest = (self._rest + data).split(b"\n")
        if len(self._rest) > _LONGEST_LINE:
            lines, self._rest = [*lines, self._rest], b""
        self._put(lines)

    def end(self) -> None:
        """Nothing comes any more."""
        lines, self._rest = [self._rest], b""
        self._put(lines)

    def _put(self, lines: list[bytes]) -> None:
        now = int(time.time() * 1000)
        texts = [line.decode(errors="replace").rstrip("\r") for line in lines]
        events = [{"timestamp": now, "message": text} for text in texts if text]
        group = cloudwatch_logs._log_groups.get(self._group)
        if not events or group is None or not self._may_write():
            return
        named = {"logGroupName": self._group, "logStreamName": self._stream}
        if self._stream not in group["streams"]:
            cloudwatch_logs._create_log_stream(named)
        cloudwatch_logs._put_log_events({**named, "logEvents": events})

    def _may_write(self) -> bool:
        role = iam._roles.get(self._role)
        stream = f"arn:aws:logs:{get_region()}:{get_account_id()}:log-group:{self._group}:log-stream:{self._stream}"
        actions = ("logs:CreateLogStream", "logs:PutLogEvents")
        return role is not None and all(role_may(role, action, stream) for action in actions)
