"""Codes that people type and tokens that browsers keep.

A code says which room; it is short, and guessed at (`guesses` slows that). A token says who: 256
random bits, kept by its owner alone. The room keeps a token's SHA-256, so that its journal can
be handed on without letting anybody in.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Final

ALPHABET: Final = "ACDEFGHJKLMNPQRTUVWXY34679"
"""Letters and digits of which none is taken for another, in print or by ear: no 0, 1, 2, 5, 8."""

CODE_LENGTH: Final = 6
_GROUP: Final = 3


def new_code() -> str:
    """Draw a code: six characters, one of 300 million."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def shown_code(code: str) -> str:
    """Give a code as it is shown and read out: "KHM 4RT"."""
    return f"{code[:_GROUP]} {code[_GROUP:]}"


def typed_code(text: str) -> str | None:
    """Read a code that somebody typed, in any case, with blanks and hyphens; None for none."""
    code = "".join(text.split()).replace("-", "").upper()
    return code if len(code) == CODE_LENGTH and set(code) <= set(ALPHABET) else None


def new_token() -> str:
    """Draw a token; it can stand in a cookie and in a header."""
    return secrets.token_urlsafe(32)


def key_of(token: str) -> str:
    """Give what is kept of a token: its SHA-256, as hexadecimal digits."""
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()


def is_same(given: str, expected: str) -> bool:
    """Tell whether two secrets are the same, in a time that says nothing about where they differ.

    An empty one is no secret and never the same.
    """
    if not expected:
        return False
    return hmac.compare_digest(key_of(given), key_of(expected))
