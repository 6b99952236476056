"""A Content-Security-Policy in each page of a build: scripts are the site's own files and
the few lines that the theme puts into the page, by their hash; nothing comes from, and
nothing goes to, another host. In a meta element, since a static host may not set headers.
"""

import base64
import hashlib
import re

from mkdocs.plugins import event_priority

# Its first element: a policy holds for what comes after it.
_HEAD = '<meta charset="utf-8">'
_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_RULES = (
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'{hashes}",  # the runtimes are WebAssembly
    "style-src 'self' 'unsafe-inline'",              # drawings colour their parts in place
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
)  # fmt: skip
_command = {"name": "build"}


def on_startup(*, command: str, dirty: bool) -> None:
    """Called once by MkDocs."""
    _command["name"] = command


@event_priority(-200)  # what comes into the page later would be refused
def on_post_page(output: str, *, page, config) -> str:
    """Put the policy into a page; not into a served one, where MkDocs adds a script."""
    return output if _command["name"] == "serve" else with_policy(output)


def on_post_template(output: str, *, template_name: str, config) -> str:
    """Put it into the page for wrong addresses too."""
    page = template_name.endswith(".html") and output and _command["name"] != "serve"
    return with_policy(output) if page else output


def with_policy(html: str) -> str:
    """Return `html` with its policy. Raises ValueError where it has no place for one."""
    if html.count(_HEAD) != 1:
        raise ValueError(f"{_HEAD} must stand once in a page; see macros/theme/main.html")
    hashes = "".join(f" '{_hash(script)}'" for script in _INLINE.findall(html))
    rules = "; ".join(_RULES).format(hashes=hashes)
    meta = f'<meta http-equiv="Content-Security-Policy" content="{rules}">'
    return html.replace(_HEAD, f"{_HEAD}\n  {meta}")


def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
