"""Metrics at /metrics and traces over OTLP.

The metrics are the four that an on-call engineer asks for first: requests by route and
status, their duration, how many are in flight, and what the service adds of its own with
prometheus_client. Traces go to OTEL_EXPORTER_OTLP_ENDPOINT where that is set.
"""

import os
import time
from collections.abc import Awaitable, Callable

from fastapi import FastAPI, Request, Response
from opentelemetry import trace
from opentelemetry.instrumentation.fastapi import FastAPIInstrumentor
from opentelemetry.instrumentation.httpx import HTTPXClientInstrumentor
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from prometheus_client import CONTENT_TYPE_LATEST, Counter, Gauge, Histogram, generate_latest

REQUESTS = Counter("http_requests", "Answered requests", ["method", "route", "status"])
SECONDS = Histogram("http_request_seconds", "Time to the answer's head", ["method", "route"])
IN_FLIGHT = Gauge("http_requests_in_flight", "Requests being answered")
_UNSEEN = ("/livez", "/readyz", "/metrics")


def configure_traces(service: str) -> None:
    """Give this process a tracer; it exports where OTEL_EXPORTER_OTLP_ENDPOINT says."""
    provider = TracerProvider(resource=Resource.create({"service.name": service}))
    if os.environ.get("OTEL_EXPORTER_OTLP_ENDPOINT"):
        # Imported here: it takes a fifth of a second, which each start would pay.
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

        provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    trace.set_tracer_provider(provider)
    HTTPXClientInstrumentor().instrument()


def observe(app: FastAPI) -> None:
    """Count, time and trace the requests of `app`, and serve /metrics."""

    @app.middleware("http")
    async def measured(
        request: Request, call: Callable[[Request], Awaitable[Response]]
    ) -> Response:
        started = time.perf_counter()
        with IN_FLIGHT.track_inprogress():
            answer = await call(request)
        # The pattern, not the path: one time series a route, however many ids there are.
        route = getattr(request.scope.get("route"), "path", "unmatched")
        REQUESTS.labels(request.method, route, answer.status_code).inc()
        SECONDS.labels(request.method, route).observe(time.perf_counter() - started)
        return answer

    @app.get("/metrics", include_in_schema=False)
    async def metrics() -> Response:
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    FastAPIInstrumentor.instrument_app(app, excluded_urls=",".join(_UNSEEN))
