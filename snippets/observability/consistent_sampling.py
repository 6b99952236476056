import random

from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace._sampling_experimental import (
    composable_traceid_ratio_based, composite_sampler,
)  # fmt: skip
from opentelemetry.sdk.trace.sampling import TraceIdRatioBased

TRACES = 20_000
dice = random.Random(3)
ids = [dice.getrandbits(128) for _ in range(TRACES)]


def kept(sampler):
    decide = sampler.should_sample
    return {one for one in ids if decide(None, one, "GET /").decision.is_sampled()}


# --8<-- [start:samplers]
old = {rate: kept(TraceIdRatioBased(rate)) for rate in (0.01, 0.1)}
new = {
    rate: kept(composite_sampler(composable_traceid_ratio_based(rate)))
    for rate in (0.01, 0.1)
}
coins = [  # four services, each tosses its own coin
    {one for one in ids if dice.random() < 0.1} for _ in range(4)
]
# --8<-- [end:samplers]

print(f"traces: {TRACES}")
for name, sets in (("TraceIdRatioBased", old), ("new, by threshold", new)):
    for rate, some in sets.items():
        print(f"{name}, {rate:.0%}: {len(some)}")
    inside = sets[0.01] <= sets[0.1]
    print(f"  its 1 % lies inside its 10 %: {inside}")
    assert inside
both = old[0.1] & new[0.1]
print(f"kept by the old and by the new 10 %: {len(both)}")
assert len(both) < TRACES * 0.02
whole = set.intersection(*coins)
some = set.union(*coins)
print(f"four coins of 10 %, traces with a span kept: {len(some)}")
print(f"four coins of 10 %, traces kept whole: {len(whole)}")

provider = TracerProvider(
    sampler=composite_sampler(composable_traceid_ratio_based(0.01))
)
tracer = provider.get_tracer("shop")
while not (span := tracer.start_span("GET /")).is_recording():
    pass
(state,) = span.get_span_context().trace_state.values()
threshold = int(state.removeprefix("th:").ljust(14, "0"), 16)
print(f"tracestate at 1 %, OpenTelemetry's entry: {state}")
print(f"one span stands for: {2**56 / (2**56 - threshold):.2f}")
