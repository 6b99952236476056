import random
from collections import defaultdict

from opentelemetry.proto.trace.v1.trace_pb2 import Span

from snippets.observability.tail_sampler import S, TailSampler


def failing(number):
    """A trace of four spans of 100 ms; the last one failed."""
    dice, start = random.Random(number), number * S // 100
    trace = dice.randbytes(16)
    for part in range(4):
        span = Span(trace_id=trace, start_time_unix_nano=start)
        span.end_time_unix_nano = start + (part + 1) * S // 40
        span.status.code = 2 if part == 3 else 0
        yield span


def kept_whole(route):
    samplers, kept = [TailSampler() for _ in range(3)], defaultdict(int)
    arriving = [span for number in range(600) for span in failing(number)]
    for number, span in enumerate(arriving):
        for out in samplers[route(number, span)].receive(span):
            kept[out.trace_id] += 1
    for sampler in samplers:
        for out in sampler.flush():
            kept[out.trace_id] += 1
    return [sum(count == 4 for count in kept.values()), len(kept)]


routes = {
    "round robin": lambda number, span: number % 3,
    "by trace id": lambda number, span: int.from_bytes(span.trace_id) % 3,
}
print("600 failed traces, three tail samplers")
for name, route in routes.items():
    whole, some = kept_whole(route)
    print(f"{name}, kept whole: {whole}")
    print(f"{name}, kept in part: {some - whole}")
    assert whole == 600 if name == "by trace id" else whole < 60
