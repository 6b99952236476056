# needs: postgresql, valkey
# timeout: 120
# A property: an answer from the cache was made for this key and this very question.
import itertools
import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from accept.provider import says
from lab import replicas, using

ASKED = itertools.count()
# --8<-- [start:property]
PARAMETERS = some.fixed_dictionaries({}, optional={
    "max_tokens": some.sampled_from([5, 6]),
    "seed": some.sampled_from([1, 2]),
    "stop": some.sampled_from(["x", ["x"], ["x", "y"]]),
    "top_p": some.sampled_from([0.5, 1]),
    "tools": some.just([{"type": "function", "function": {"name": "f"}}]),
    "reasoning_effort": some.sampled_from(["low", "high"]),
    "stream": some.booleans(), "user": some.sampled_from(["a", "b"]),
})  # fmt: skip
TEXTS = some.sampled_from(
    ["hi", "hi ", "Hi", "ｈｉ", "hi\u200b", "é", "e\u0301"]
)  # (1)!
QUESTIONS = some.lists(some.tuples(some.sampled_from("AB"), TEXTS, PARAMETERS),
                       min_size=2, max_size=8)  # fmt: skip


def meaning(key: str, text: str, parameters: dict) -> str:
    kept = {k: v for k, v in parameters.items() if k not in ("stream", "user")}
    return json.dumps([key, text, kept], sort_keys=True)


# --8<-- [end:property]


def numbered(handler, body):
    says(f"answer-{next(ASKED)}")(handler, body)  # no two answers are the same


def said(response) -> str:
    text = response.text
    return text[text.index("answer-") :].split()[0].split('"')[0]


with replicas() as [service], using(service) as gateway:
    gateway.provider(numbered)
    many = {"requests": 100_000, "tokens": 50_000_000, "cache_seconds": 600}
    keys = {name: gateway.key(**many) for name in "AB"}
    made, tried = {}, {"questions": 0, "hits": 0}

    @settings(max_examples=60, deadline=None, derandomize=True, database=None,
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(QUESTIONS)
    def holds(questions):
        for key, text, parameters in questions:
            answer = gateway.ask(text, keys[key], temperature=0, **parameters)
            expected = made.setdefault(meaning(key, text, parameters), said(answer))
            assert said(answer) == expected, (key, text, parameters)  # (2)!
            tried["questions"] += 1
            tried["hits"] += answer.headers["x-cache"] == "hit"

    holds()
    print("questions:", tried["questions"])
    print("answered from the cache:", tried["hits"])
    print("different questions, by key and meaning:", len(made))
    print("different answers:", len(set(made.values())))
    print("calls of the provider:", next(ASKED))
assert len(set(made.values())) == len(made) == tried["questions"] - tried["hits"]
