"""Lets schemathesis in: the admin token at /admin, a key of its own at /v1."""

import httpx
import schemathesis

from accept.conftest import ADMIN


@schemathesis.auth()
class Auth:
    """Called once a minute or so, by schemathesis."""

    def get(self, case: schemathesis.Case, _context: object) -> str:
        """Return the header's value for the operation."""
        if case.path.startswith("/admin"):
            return ADMIN["Authorization"]
        made = httpx.post(f"{BASE}/admin/keys", json={"name": "fuzz"}, headers=ADMIN)
        return f"Bearer {made.json()['secret']}"

    def set(self, case: schemathesis.Case, data: str, _context: object) -> None:
        """Put it there."""
        case.headers["Authorization"] = data
