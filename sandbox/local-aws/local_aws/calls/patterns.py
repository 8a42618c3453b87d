"""The models' patterns, which are Java's."""

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


def matches(pattern: str, value: str) -> bool:
    return _compiled(pattern).fullmatch(value) is not None


@functools.cache
def _compiled(pattern: str) -> regex.Pattern[str]:
    for java, python in _JAVA:
        pattern = pattern.replace(java, python)
    # In Java a hyphen after a class, as in `[\w-_]`, is a hyphen.
    pattern = re.sub(r"(\\[wds])-(?=[^\]])", r"\1\\-", pattern)
    return regex.compile(pattern)
