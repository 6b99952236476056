"""Sign-up, log-in and sessions."""

from dataclasses import dataclass
from uuid import UUID

from saas import mail
from saas.secrets import fingerprint, hashed, matches, new_token
from saas.store import Pool, one, plain
from snippets.projects.kit.problems import Problem

LINKS_AN_HOUR = 5
FAILURES = 10  # log-ins to one address in 15 minutes
HELLO = """Somebody, probably you, wants an account with this address.

Choose a password: {base}/confirm/{token}

The link works once, for an hour. If it was not you, do nothing: no account is made.
"""
KNOWN = """Somebody, probably you, wants an account with this address, which has one.

Log in: {base}/login
"""


@dataclass(frozen=True)
class Signed:
    """Who a request comes from; `csrf` is what forms of this session carry."""

    user: UUID
    email: str
    session: bytes
    csrf: str


# --8<-- [start:signup]
async def sign_up(pool: Pool, base: str, email: str) -> None:
    """Send a link to `email`. Nothing tells the caller whether it has an account.

    There is no password yet: whoever can read the mail chooses it. So nobody can wait
    with a password of their own behind somebody else's address.
    """
    async with plain(pool) as session:
        # One at a time for an address, so that the count below is right.
        lock = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 1))"
        await session.execute(lock, [email])
        recent = await one(
            session,
            """SELECT count(*) AS n FROM email_tokens
               WHERE email = %s AND created_at > now() - interval '1 hour'""",
            email,
        )
        if recent["n"] >= LINKS_AN_HOUR:
            return
        token = new_token()
        await session.execute(
            """INSERT INTO email_tokens (token_hash, email, expires_at)
               VALUES (%s, %s, now() + interval '1 hour')""",
            [fingerprint(token), email],
        )
        known = await one(session, "SELECT 1 FROM users WHERE email = %s", email)
        text = (KNOWN if known else HELLO).format(base=base, token=token)
        await mail.queue(session, email, "Your account", text)
# --8<-- [end:signup]


async def confirm(pool: Pool, token: str, password: str) -> None:
    """Make the account whose address got `token`. Raises Problem 404 for a token that
    is unknown, used or older than an hour."""
    stored = await hashed(password)
    async with plain(pool) as session:
        found = await one(
            session,
            """DELETE FROM email_tokens WHERE token_hash = %s AND expires_at > now()
               RETURNING email""",
            fingerprint(token),
        )
        made = found and await one(
            session,
            """INSERT INTO users (email, password_hash) VALUES (%s, %s)
               ON CONFLICT (email) DO NOTHING RETURNING id""",
            found["email"],
            stored,
        )
        if not made:
            detail = "the link was used, or is too old; sign up again"
            raise Problem(404, "link_over", detail)


# --8<-- [start:attempt]
async def _count_attempt(pool: Pool, email: str) -> None:
    """Count a log-in as failed before it is tried. Raises Problem 429 where ten are.

    Counted afterwards, log-ins sent at once would all be tried before the first counts.
    """
    async with plain(pool) as session:
        # One at a time for an address; the lock ends with this short transaction.
        lock = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 3))"
        await session.execute(lock, [email])
        failed = await one(
            session,
            """SELECT count(*) AS n FROM login_failures
               WHERE email = %s AND at > now() - interval '15 minutes'""",
            email,
        )
        if failed["n"] >= FAILURES:
            wait = {"Retry-After": "900"}
            raise Problem(429, "too_many_attempts", "wait a quarter of an hour", wait)
        await session.execute("INSERT INTO login_failures (email) VALUES (%s)", [email])
# --8<-- [end:attempt]


async def log_in(pool: Pool, email: str, password: str, old: str | None) -> str:
    """Return the token of a new session; `old`, one that the client had, ends.

    Raises Problem 401 for a wrong address or password, 429 after too many for one
    address. A right one forgets the failures.
    """
    await _count_attempt(pool, email)
    async with plain(pool) as session:
        query = "SELECT id, password_hash FROM users WHERE email = %s"
        found = await one(session, query, email)
    if not await matches(password, found and found["password_hash"]):
        raise Problem(401, "wrong_login", "address or password are wrong")
    token = new_token()
    async with plain(pool) as session:
        await session.execute("DELETE FROM login_failures WHERE email = %s", [email])
        await session.execute(
            "DELETE FROM sessions WHERE token_hash = %s", [fingerprint(old or "")]
        )
        await session.execute(
            "INSERT INTO sessions (token_hash, user_id, csrf) VALUES (%s, %s, %s)",
            [fingerprint(token), found["id"], new_token()],
        )
    return token


# --8<-- [start:session]
async def signed_in(pool: Pool, token: str) -> Signed | None:
    """Return whose session `token` is: idle at most 14 days, at most 90 days old."""
    async with plain(pool) as session:
        found = await one(
            session,
            """SELECT s.token_hash, s.user_id, s.csrf, u.email,
                      s.seen_at < now() - interval '1 minute' AS stale
               FROM sessions s JOIN users u ON u.id = s.user_id
               WHERE token_hash = %s AND s.seen_at > now() - interval '14 days'
                 AND s.created_at > now() - interval '90 days'""",
            fingerprint(token),
        )
        if found is None:
            return None
        if found["stale"]:
            await session.execute(
                "UPDATE sessions SET seen_at = now() WHERE token_hash = %s",
                [found["token_hash"]],
            )
    return Signed(found["user_id"], found["email"], found["token_hash"], found["csrf"])
# --8<-- [end:session]


async def log_out(pool: Pool, signed: Signed, *, everywhere: bool = False) -> None:
    """End this session, or all of the person's."""
    async with plain(pool) as session:
        await session.execute(
            "DELETE FROM sessions WHERE user_id = %s AND (%s OR token_hash = %s)",
            [signed.user, everywhere, signed.session],
        )
