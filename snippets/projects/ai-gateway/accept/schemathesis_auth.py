"""Lets schemathesis in: the admin token at /admin, a key of its own at /v1."""

import httpx
import schemathesis

ADMIN = "Bearer admin-token-of-the-acceptance-suite"
# A model that the fuzzer itself writes names a provider that nobody runs.
FUZZ = {"name": "fuzz", "models": ["no-such-model"]}


@schemathesis.auth(cache_by_key=lambda case, _context: case.path.split("/")[1])
class Auth:
    """What a request to the service carries."""

    def get(self, case: schemathesis.Case, context: schemathesis.AuthContext) -> str:
        """Return the header's value for the operation."""
        if case.path.startswith("/admin"):
            return ADMIN
        url = f"{context.operation.base_url.rstrip('/')}/admin/keys"
        made = httpx.post(url, json=FUZZ, headers={"Authorization": ADMIN})
        return f"Bearer {made.json()['secret']}"

    def set(self, case: schemathesis.Case, data: str, _context: object) -> None:
        """Put it there."""
        case.headers["Authorization"] = data
