"""What `make serve` needs beyond MkDocs.

Run as a program it serves at an address, which it tries first: MkDocs builds the site
before it finds that it cannot listen. As a hook of MkDocs it keeps the server alive
through a page that does not build, and lets a saved page be rendered alone.
"""

import os
import socket
import sys

from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority

from macros.preview import Built, Preview

_preview = Preview()


@event_priority(-200)  # after the languages' own step, which translates it
def on_nav(nav, config, files):
    """Keep what a page needs to be rendered alone."""
    _preview.built[config.theme["language"]] = Built(config, files, nav)


def on_env(env, config, files):
    """Keep the templates too."""
    _preview.built[config.theme["language"]].env = env


def on_serve(server, *, config, builder):
    """Called by MkDocs when it serves, after the first build. A macro stops the build with
    SystemExit, which would end the server too; as Abort it is printed, and the next saved
    edit builds."""
    build = server.builder
    _preview.remember()

    def build_or_say_why() -> None:
        try:
            _preview.update(build)
        except SystemExit as stopped:
            raise Abort(str(stopped)) from None

    server.builder = build_or_say_why
    return server


def check(address: str) -> None:
    """Exit with one line unless a server can listen at `address`, a host:port."""
    host, _, port = address.rpartition(":")
    try:
        if not host or not port.isdecimal() or not 0 < int(port) < 65536:
            raise ValueError("it must be host:port, with a port from 1 to 65535")
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host.strip("[]"), int(port)))
            probe.listen()
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        other = "make serve ADDRESS=127.0.0.1:8001"
        sys.exit(f"cannot serve at {address}: {why}; another address: {other}")


def main(address: str) -> None:
    """Become MkDocs, serving at `address`."""
    check(address)
    serve = ["-m", "mkdocs", "serve", "--dev-addr", address]
    os.execv(sys.executable, [sys.executable, *serve])


if __name__ == "__main__":
    main(*sys.argv[1:])
