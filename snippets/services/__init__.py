"""Real systems for snippets: each starts by itself on a free loopback port.

A new system is one module here with LABEL, VARIABLE and `for_snippet(options)`, a context
manager that yields a Server, one line in Services, and one in SYSTEMS of runner/head.py,
which says what options its `for_snippet` may get.
"""

import contextlib
from collections.abc import Iterator, Mapping

from snippets.services import (
    bugsink, chromium, clickhouse, collector, embedding, flink, kafka, model, nats, orchestrators,
    postgresql, prometheus, rabbitmq, sqs, traces, valkey,
)  # fmt: skip
from snippets.services.process import ServiceError
from snippets.services.server import Server

__all__ = ["Server", "ServiceError", "Services"]

Needs = Mapping[str, Mapping[str, str]]


class Services(contextlib.AbstractContextManager):
    """Every system that a session has started; all stop when the block ends."""

    def __init__(self) -> None:
        self._stack = contextlib.ExitStack()
        self.givers = {
            "postgresql": postgresql.Shared(self._stack).for_snippet,
            "valkey": valkey.for_snippet,
            "nats": nats.for_snippet,
            "kafka": kafka.Shared(self._stack).for_snippet,
            "rabbitmq": rabbitmq.Shared(self._stack).for_snippet,
            "flink": flink.for_snippet,
            "sqs": sqs.for_snippet,
            "chromium": chromium.for_snippet,
            "opentelemetry": collector.for_snippet,
            "prometheus": prometheus.for_snippet,
            "bugsink": bugsink.for_snippet,
            "trace": traces.for_snippet,
            "model": model.for_snippet,
            "embedding": embedding.for_snippet,
            "clickhouse": clickhouse.for_snippet,
            "airflow": orchestrators.giver("airflow"),
            "dagster": orchestrators.giver("dagster"),
            "prefect": orchestrators.giver("prefect"),
        }

    def __exit__(self, *error: object) -> None:
        self._stack.close()

    @contextlib.contextmanager
    def provide(self, needs: Needs) -> Iterator[list[Server]]:
        """Start or share the named systems for one snippet.

        `needs` maps a system of SYSTEMS to its options. Raises ServiceError.
        """
        with contextlib.ExitStack() as stack:
            servers = []
            for system, options in needs.items():
                servers.append(stack.enter_context(self.givers[system](dict(options))))
            yield servers
