# needs: opentelemetry, valkey
import json
import os
import time

import redis
from opentelemetry import propagate, trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Link, SpanKind

queue = redis.Redis.from_url(os.environ["REDIS_URL"], decode_responses=True)
provider = TracerProvider(resource=Resource({"service.name": "billing"}))
provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
tracer = provider.get_tracer("billing")

for order in range(3):  # three requests, three traces
    with tracer.start_as_current_span("send orders", kind=SpanKind.PRODUCER) as span:
        span.set_attribute("messaging.message.id", str(order))
        fields = {"order": order}
        propagate.inject(fields)
        queue.xadd("orders", fields)


# --8<-- [start:batch]
def origin(message):
    return trace.get_current_span(propagate.extract(message)).get_span_context()


_, messages = queue.xread({"orders": "0"}, count=100)[0]
links = [Link(origin(fields)) for _, fields in messages]  # (1)!
with tracer.start_as_current_span(
    "process orders", kind=SpanKind.CONSUMER, links=links
) as batch:
    batch.set_attribute("messaging.batch.message_count", len(messages))
# --8<-- [end:batch]

provider.shutdown()
while len(lines := open(os.environ["COLLECTOR_SPANS"]).readlines()) < 4:
    time.sleep(0.02)
spans = [json.loads(line) for line in lines]
(consumer,) = (span for span in spans if span["kind"] == "CONSUMER")
sent = {span["spanId"]: span for span in spans if span["kind"] == "PRODUCER"}
print(f"traces: {len({span['traceId'] for span in spans})}")
print(f"parent of the batch: {consumer['parentSpanId'] or 'none'}")
for link in consumer["links"]:
    span = sent[link]
    print(f"  linked to {span['name']} {span['attributes']['messaging.message.id']}")
assert set(consumer["links"]) == set(sent) and not consumer["parentSpanId"]
