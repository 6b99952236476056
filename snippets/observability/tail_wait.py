import random

from opentelemetry.proto.trace.v1.trace_pb2 import Span, Status

from snippets.observability.tail_sampler import S, TailSampler


def requests():
    """100 a second for 60 s; in 1 % a background job fails after 20 s."""
    dice, spans = random.Random(42), []
    for number in range(6000):
        start, trace = number * S // 100, dice.randbytes(16)
        ends = [start + S // 10] + [start + 20 * S] * (dice.random() < 0.01)
        for end in ends:
            span = Span(trace_id=trace, start_time_unix_nano=start)
            span.end_time_unix_nano = end
            if end is not ends[0]:
                span.status.code = Status.STATUS_CODE_ERROR
            spans.append(span)
    return sorted(spans, key=lambda span: span.end_time_unix_nano)


failed = sum(span.status.code == Status.STATUS_CODE_ERROR for span in requests())
print(f"jobs that fail late: {failed}")
print("decision_wait   jobs kept   held at most   late spans")
kept = {}
for wait in (5, 10, 30):
    sampler = TailSampler(wait=wait)
    out = [one for span in requests() for one in sampler.receive(span)]
    out += sampler.flush()
    kept[wait] = sum(span.status.code == Status.STATUS_CODE_ERROR for span in out)
    print(f"{wait:10} s {kept[wait]:13}{sampler.most:15}{sampler.late:13}")
assert kept[30] == failed and kept[10] < failed / 4
