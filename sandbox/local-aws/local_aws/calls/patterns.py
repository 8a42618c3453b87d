"""The models' patterns, which are Java's.

AWS's services ask a pattern of the whole value, whether it has anchors or not: CloudWatch Logs refuses the stream
`worker/main/arn:aws:ecs...` by `[^:*]*`, which finds a part of any text (cisagov/crossfeed#374, j256/
cloudwatch-logback-appender#34). Of the unanchored patterns that a deployment meets, none makes sense of a part.
"""

import functools
import re

import regex

_JAVA = (
    # Java writes characters beyond the first plane as two surrogates.
    (r"\uD800\uDC00-\uDBFF\uDFFF", r"\U00010000-\U0010FFFF"),
    (r"\uD7FF", "\ud7ff"),
    (r"\p{ASCII}", r"[\x00-\x7F]"),
    (r"\p{Print}", r"[\x20-\x7E]"),
)

_ASCII = {"w": "a-zA-Z0-9_", "d": "0-9"}

_REPEATED_GROUP = re.compile(r"\)[*+{]")
_LONGEST_SECONDS = 0.2
"""What a pattern finds at all, it finds in less. With groups that repeat, some take for ever over what they do not
find. A watched match takes 30 us more."""


def matches(pattern: str, value: str) -> bool:
    compiled = _compiled(pattern)
    if not _REPEATED_GROUP.search(pattern):
        return compiled.fullmatch(value) is not None
    try:
        return compiled.fullmatch(value, timeout=_LONGEST_SECONDS) is not None
    except TimeoutError:
        return False


@functools.cache
def _compiled(pattern: str) -> regex.Pattern[str]:
    for java, python in _JAVA:
        pattern = pattern.replace(java, python)
    # In Java a hyphen after a class, as in `[\w-_]`, is a hyphen.
    pattern = re.sub(r"(\\[wds])-(?=[^\]])", r"\1\\-", pattern)
    return regex.compile(_in_ascii(pattern))


def _in_ascii(pattern: str) -> str:
    r"""Java's `\w` and `\d` know ASCII only; Python's know every alphabet."""
    parts, is_in_class, at = [], False, 0
    while at < len(pattern):
        character = pattern[at]
        if character == "\\":
            range_of = _ASCII.get(pattern[at + 1 : at + 2])
            escaped = pattern[at : at + 2]
            parts.append(escaped if range_of is None else range_of if is_in_class else f"[{range_of}]")
            at += 2
            continue
        is_in_class = character == "[" or (is_in_class and character != "]")
        parts.append(character)
        at += 1
    return "".join(parts)
