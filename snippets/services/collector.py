"""An OpenTelemetry collector (rotel), and a backend that keeps what it exports.

OTEL_EXPORTER_OTLP_ENDPOINT is where the collector takes OTLP over HTTP, as every SDK reads
it; OTLP_GRPC_ENDPOINT the same over gRPC. The collector sends every span on to the backend,
which appends it to the file COLLECTOR_SPANS: one JSON object a line, with `service` beside
the fields of OTLP, ids in hexadecimal, attributes as a plain object, times in nanoseconds.
"""

import contextlib
import gzip
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from snippets.services import binaries
from snippets.services.process import answers, free_port, running, scratch
from snippets.services.server import Server

LABEL = "rotel"
VARIABLE = "OTEL_EXPORTER_OTLP_ENDPOINT"
DEFAULTS = {"batch-timeout": "20ms"}


def _binary() -> Path:
    wheel = binaries.in_wheel("rotel", "rotel-agent")
    return binaries.find("rotel-agent", variable="ROTEL", wheel=wheel)


def _plain(pairs: object) -> dict[str, object]:
    return {
        pair.key: getattr(pair.value, pair.value.WhichOneof("value") or "string_value")
        for pair in pairs
        if pair.value.WhichOneof("value") not in ("array_value", "kvlist_value")
    }


def spans(body: bytes) -> list[dict]:
    """Return the spans of one OTLP request as the module describes them."""
    from opentelemetry.proto.collector.trace.v1 import trace_service_pb2
    from opentelemetry.proto.trace.v1.trace_pb2 import Span

    found = []
    request = trace_service_pb2.ExportTraceServiceRequest.FromString(body)
    for group in request.resource_spans:
        service = _plain(group.resource.attributes).get("service.name", "")
        for span in (span for scope in group.scope_spans for span in scope.spans):
            one = {"service": service, "name": span.name}
            one |= {"traceId": span.trace_id.hex(), "spanId": span.span_id.hex()}
            one |= {"parentSpanId": span.parent_span_id.hex()}
            one |= {"traceState": span.trace_state}
            one |= {"kind": Span.SpanKind.Name(span.kind).removeprefix("SPAN_KIND_")}
            one |= {"start": span.start_time_unix_nano, "end": span.end_time_unix_nano}
            one |= {"status": ("UNSET", "OK", "ERROR")[span.status.code]}
            one |= {"attributes": _plain(span.attributes)}
            one |= {"links": [link.span_id.hex() for link in span.links]}
            one |= {"events": [event.name for event in span.events]}
            found.append(one)
    return found


class _Backend(BaseHTTPRequestHandler):
    kept: Path
    one_at_a_time: threading.Lock

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.headers.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        lines = "".join(json.dumps(span) + "\n" for span in spans(body))
        with self.one_at_a_time, self.kept.open("a") as file:
            file.write(lines)
        self.send_response(200)
        self.send_header("Content-Type", "application/x-protobuf")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args: object) -> None:
        pass


@contextlib.contextmanager
def _backend(kept: Path) -> Iterator[int]:
    kept.touch()
    kinds = {"kept": kept, "one_at_a_time": threading.Lock()}
    kind = type("Backend", (_Backend,), kinds | {"protocol_version": "HTTP/1.1"})
    with ThreadingHTTPServer(("127.0.0.1", 0), kind) as listening:
        threading.Thread(target=listening.serve_forever, daemon=True).start()
        try:
            yield listening.server_address[1]
        finally:
            listening.shutdown()


@contextlib.contextmanager
def server(settings: dict[str, str]) -> Iterator[Server]:
    """Start a collector; `settings` are flags of `rotel start` without the dashes."""
    program = _binary()
    release = binaries.version(program, system=LABEL, at_least=0)
    with scratch("collector") as folder, _backend(folder / "spans.jsonl") as backend:
        http, grpc = free_port(), free_port()
        command = [str(program), "start", "--exporter=otlp"]
        command += [f"--otlp-http-endpoint=127.0.0.1:{http}"]
        command += [f"--otlp-grpc-endpoint=127.0.0.1:{grpc}"]
        command += ["--otlp-exporter-protocol=http"]
        command += [f"--otlp-exporter-endpoint=http://127.0.0.1:{backend}"]
        command += [f"--log-file={folder}/own.log", f"--pid-file={folder}/pid"]
        flags = [f"--{key}={value}" for key, value in (DEFAULTS | settings).items()]
        log, ready = folder / "rotel.log", lambda: answers(http)
        environment = {
            VARIABLE: f"http://127.0.0.1:{http}",
            "OTLP_GRPC_ENDPOINT": f"127.0.0.1:{grpc}",
            "COLLECTOR_SPANS": str(folder / "spans.jsonl"),
        }
        with running([*command, *flags], name=LABEL, log=log, ready=ready):
            yield Server(LABEL, release, environment)


@contextlib.contextmanager
def for_snippet(options: dict[str, str]) -> Iterator[Server]:
    """Give a snippet a collector of its own: it starts in 0.1 s and takes 23 MB."""
    with server(options) as started:
        yield started
