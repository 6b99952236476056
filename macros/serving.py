"""Keeps `make serve` alive through a page that does not build."""

from mkdocs.exceptions import Abort


def on_serve(server, *, config, builder):
    """Called by MkDocs when it serves. A macro stops the build with SystemExit, which
    would end the server too; as Abort it is printed, and the next saved edit builds."""
    build = server.builder

    def build_or_say_why() -> None:
        try:
            build()
        except SystemExit as stopped:
            raise Abort(str(stopped)) from None

    server.builder = build_or_say_why
    return server
