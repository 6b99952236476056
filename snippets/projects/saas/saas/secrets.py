"""Tokens and passwords: what is given out is never what is stored."""

import asyncio
import hashlib
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

# OWASP's second choice: 19 MiB, two passes. At most four at once: 76 MiB.
_hasher = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
_at_once = asyncio.Semaphore(4)
_NOBODY = _hasher.hash(secrets.token_urlsafe())


def new_token() -> str:
    """Return 256 random bits that fit into a URL."""
    return secrets.token_urlsafe(32)


def fingerprint(token: str) -> bytes:
    """Return what is stored of a token. SHA-256 is enough: nobody guesses 256 bits."""
    return hashlib.sha256(token.encode()).digest()


async def hashed(password: str) -> str:
    """Return the Argon2id hash of `password`, made in a thread."""
    async with _at_once:
        return await asyncio.to_thread(_hasher.hash, password)


async def matches(password: str, stored: str | None) -> bool:
    """Tell whether `password` made `stored`. None takes as long and is never right, so
    that time does not tell which addresses have an account."""
    async with _at_once:
        return await asyncio.to_thread(_verify, password, stored)


def _verify(password: str, stored: str | None) -> bool:
    try:
        return _hasher.verify(stored or _NOBODY, password) and stored is not None
    except VerificationError:
        return False
