"""`make start` and `make accept PROJECT=`: python -m snippets.projects.kit start NAME |
accept NAME URL [WORDS OF A TEST'S NAME]"""

import os
import signal
import sys
from contextlib import ExitStack, suppress

from snippets.projects.kit import acceptance, catalog, running
from snippets.runner.head import parse_needs
from snippets.services import ServiceError, Services
from snippets.services.process import answers

USAGE = "usage: make start PROJECT=payments | make accept PROJECT=payments URL=http://..."


def start(name: str) -> None:
    """Run a project with its systems at PORT (8080) until Ctrl-C."""
    project = catalog.find(name)
    port = int(os.environ.get("PORT", "8080"))
    if answers(port):
        sys.exit(f"something listens on port {port} already; choose another: PORT={port + 1}")
    with ExitStack() as stack:
        services = stack.enter_context(Services())
        servers = stack.enter_context(services.provide(parse_needs(project.needs)))
        # What the acceptance suite asks for, unless the caller's environment says otherwise.
        environment = {k: os.environ.get(k, v) for k, v in project.accept.items()}
        environment |= running.addresses(servers)
        service = stack.enter_context(running.started(project, environment, port))
        print(f"{name} listens at {service.url}; its API: {service.url}/openapi.json")
        for label, value in environment.items():
            print(f"{label}={value}")
        print("Ctrl-C stops it and removes its data.", flush=True)
        with suppress(KeyboardInterrupt):
            signal.pause()


def main(arguments: list[str]) -> None:
    """Do what the arguments name."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))
    match arguments:
        case ["start", name]:
            start(name)
        case ["accept", name, url, *words]:
            sys.exit(acceptance.run(catalog.find(name), url, " ".join(words)))
        case _:
            sys.exit(USAGE)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except (catalog.ProjectError, ServiceError) as error:
        sys.exit(str(error))
