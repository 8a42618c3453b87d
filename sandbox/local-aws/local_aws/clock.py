"""How long a minute of AWS's takes here.

Alarms look at minutes, and CodeDeploy shifts traffic in steps of minutes. With `--minute-seconds 1`, a switch of tests, a
minute takes a second for both, and for the metrics that alarms are about. By itself a minute takes as long as everywhere.
"""

_MINUTE = 60.0

_minute = _MINUTE


def set_minute(seconds: float) -> None:
    """A minute takes so many seconds from now on."""
    global _minute
    _minute = seconds


def real(seconds: float) -> float:
    """How many seconds pass here for so many of AWS's."""
    return seconds * _minute / _MINUTE
