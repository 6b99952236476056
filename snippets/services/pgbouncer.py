"""PgBouncer in front of a PostgreSQL, in transaction mode, as Debian packages it.

PGBOUNCER_URL is the pooled way to the same database, PGBOUNCER_ADMIN_URL the console, where
`SHOW POOLS` tells and `SET default_pool_size = 2` changes.
"""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from snippets.services import binaries
from snippets.services.process import answers, free_port, running, scratch

LABEL = "PgBouncer"
UNPACKED = Path(__file__).parents[2] / ".cache" / "debian" / "pgbouncer" / "usr"
CONFIG = """\
[databases]
* = host={host} port={port} user={user}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {own}
unix_socket_dir =
auth_type = any
admin_users = postgres
pool_mode = transaction
"""


def _program() -> Path:
    unpacked = UNPACKED / "sbin" / "pgbouncer"
    return binaries.find(
        "pgbouncer", variable="PGBOUNCER", wheel=unpacked, package="pgbouncer"
    )


@contextlib.contextmanager
def in_front_of(url: str, *, account: str | None) -> Iterator[dict[str, str]]:
    """Start one that leads to the server of `url`; yield the variables of a snippet.

    `account` is whom it runs as: like PostgreSQL it refuses to be root.
    """
    program, own = _program(), free_port()
    database = urlsplit(url)
    with scratch("pgbouncer") as folder:
        config = folder / "pgbouncer.ini"
        server = {"host": database.hostname, "port": database.port}
        server |= {"user": database.username}
        config.write_text(CONFIG.format(**server, own=own))
        libraries = [str(path.parent) for path in UNPACKED.rglob("libevent-*.so.*")]
        with running(
            [str(program), str(config)], name=LABEL, log=folder / "log",
            ready=lambda: answers(own), user=account, cwd="/",
            env=os.environ | {"LD_LIBRARY_PATH": ":".join(libraries)},
        ):  # fmt: skip
            pooled = database._replace(netloc=f"{database.username}@127.0.0.1:{own}")
            admin = pooled._replace(path="/pgbouncer")
            yield {
                "PGBOUNCER_URL": pooled.geturl(),
                "PGBOUNCER_ADMIN_URL": admin.geturl(),
            }
