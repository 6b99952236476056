"""RabbitMQ with its management API. AMQP_URL names a running one.

Debian's packages run from where `make` unpacked them: Erlang is told there where it lies.
Each snippet gets a virtual host of its own on one shared server; RABBITMQ_API is the HTTP
API with the account in it, and `rabbitmqctl` is on PATH.
"""

import base64
import contextlib
import itertools
import os
import shlex
import signal
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from snippets.services import named
from snippets.services.process import (
    SystemMissing, answers, free_port, running, scratch,
)  # fmt: skip
from snippets.services.server import Server

LABEL = "RabbitMQ"
VARIABLE = "AMQP_URL"
UNPACKED = Path(__file__).parents[2] / ".cache" / "debian" / "rabbitmq"
PLUGINS = "[rabbitmq_management]."
ARGUMENTS = "+S 2:2 -kernel inet_dist_use_interface {127,0,0,1}"
_numbers = itertools.count(1)


def _installed() -> tuple[Path, Path]:
    """Return the folders of RabbitMQ and of Erlang. Raises SystemMissing."""
    if named_home := os.environ.get("RABBITMQ_HOME"):
        erlang = next(iter(Path("/usr/lib").glob("erlang")), Path())
        return Path(named_home), erlang
    for root in (UNPACKED, Path("/")):
        servers = sorted(root.glob("usr/lib/rabbitmq/lib/rabbitmq_server-*"))
        erlang = root / "usr" / "lib" / "erlang"
        if servers and erlang.exists():
            return servers[-1], erlang
    raise SystemMissing(
        "RabbitMQ was not found: `apt-get install rabbitmq-server` installs it where "
        "`make` could not unpack it; elsewhere set RABBITMQ_HOME to its folder"
    )


class _Node:
    """What one server is told, in `folder`."""

    def __init__(self, folder: Path, settings: dict[str, str]) -> None:
        self.home, self.erlang = _installed()
        self.folder, self.programs = folder, folder / "bin"
        self.amqp, self.api, self.epmd = free_port(), free_port(), free_port()
        (folder / "enabled_plugins").write_text(PLUGINS)
        config = {"listeners.tcp.1": f"127.0.0.1:{self.amqp}"}
        config |= {"management.tcp.ip": "127.0.0.1", "management.tcp.port": self.api}
        config |= {"loopback_users.guest": "true"} | settings
        lines = (f"{key} = {value}\n" for key, value in config.items())
        (folder / "rabbitmq.conf").write_text("".join(lines))
        cookie = folder / ".erlang.cookie"
        cookie.write_text("handbook")
        cookie.chmod(0o400)
        machine = next(self.erlang.glob("erts-*")) / "bin"
        self.environment = {
            "HOME": str(folder),
            "ROOTDIR": str(self.erlang), "BINDIR": str(machine), "EMU": "beam",
            "PROGNAME": "erl", "ERL_EPMD_PORT": str(self.epmd),
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODENAME": "handbook@localhost",
            "RABBITMQ_DIST_PORT": str(free_port()),
            "RABBITMQ_MNESIA_BASE": str(folder / "data"),
            "RABBITMQ_LOG_BASE": str(folder), "RABBITMQ_LOGS": "-",
            "RABBITMQ_CONFIG_FILE": str(folder / "rabbitmq.conf"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "enabled_plugins"),
            "RABBITMQ_PLUGINS_DIR": str(self.home / "plugins"),
            "RABBITMQ_CONF_ENV_FILE": "/dev/null",
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": ARGUMENTS,
            "detached": "yes",  # the script becomes the server and leaves no shell
        }  # fmt: skip
        self.programs.mkdir()
        path = f"{self.programs}{os.pathsep}{machine}"
        told = {**self.environment, "PATH": f"{path}{os.pathsep}/usr/bin:/bin"}
        exports = "".join(f"export {k}={shlex.quote(v)}\n" for k, v in told.items())
        exports += f"export ESCRIPT_EMULATOR={self.programs}/erl\n"
        self._script("erl", f'{exports}exec {machine}/erlexec "$@"\n')
        escript = self.erlang / "bin" / "escript"
        for tool in ("rabbitmqctl", "rabbitmq-diagnostics", "rabbitmq-queues"):
            body = f'exec {escript} {self.home}/escript/{tool} "$@"\n'
            self._script(tool, exports + body)
        self._script("rabbitmq-server", f"{exports}exec {self.home}/sbin/rabbitmq-server\n")

    def _script(self, name: str, body: str) -> None:
        script = self.programs / name
        script.write_text(f"#!/bin/sh\n{body}")
        script.chmod(0o755)

    def put(self, path: str, body: str = "{}") -> bool:
        """Say by the HTTP API that `path` shall be, and whether the server took it."""
        url = f"http://127.0.0.1:{self.api}/api/{path}"
        account = base64.b64encode(b"guest:guest").decode()
        head = {"Authorization": f"Basic {account}", "Content-Type": "application/json"}
        request = urllib.request.Request(url, body.encode(), head, method="PUT")
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:
                return answer.status in (201, 204)
        except (urllib.error.URLError, OSError):
            return False


@contextlib.contextmanager
def _running(settings: dict[str, str]) -> Iterator[tuple[_Node, int]]:
    with scratch("rabbitmq") as folder, contextlib.ExitStack() as stack:
        node = _Node(folder, settings)
        epmd = [f"{node.environment['BINDIR']}/epmd", "-port", str(node.epmd)]
        command = [*epmd, "-address", "127.0.0.1"]
        log, ready = folder / "epmd.log", lambda: answers(node.epmd)
        stack.enter_context(running(command, name="epmd", log=log, ready=ready))
        log, ready = folder / "rabbitmq.log", lambda: node.put("vhosts/ready")
        command = [str(node.programs / "rabbitmq-server")]
        kill = signal.SIGKILL  # nothing of it is kept
        process = stack.enter_context(
            running(command, name=LABEL, log=log, ready=ready, stop=kill)
        )
        yield node, process.pid


def _server(node: _Node, pid: int) -> Server:
    host = f"snippet{next(_numbers)}"
    node.put(f"vhosts/{host}")
    node.put(f"permissions/{host}/guest", '{"configure":".*","write":".*","read":".*"}')
    environment = {
        VARIABLE: f"amqp://guest:guest@127.0.0.1:{node.amqp}/{host}",
        "RABBITMQ_API": f"http://guest:guest@127.0.0.1:{node.api}/api",
        "RABBITMQ_PID": str(pid),
    }
    release = node.home.name.removeprefix("rabbitmq_server-")
    return Server(LABEL, release, environment, node.programs)


class Shared:
    """One RabbitMQ for all snippets that only need a virtual host of their own."""

    def __init__(self, stack: contextlib.ExitStack) -> None:
        self._stack = stack
        self._started: tuple[_Node, int] | None = None

    @contextlib.contextmanager
    def for_snippet(self, options: dict[str, str]) -> Iterator[Server]:
        """Give a snippet a virtual host; with options, a server of its own."""
        if options:
            options.pop("own", None)
            with _running(options) as (node, pid):
                yield _server(node, pid)
            return
        if os.environ.get(VARIABLE):
            yield named.rabbitmq(VARIABLE)
            return
        if self._started is None:
            self._started = self._stack.enter_context(_running({}))
        yield _server(*self._started)
