"""A settlement report that cannot be read is put off and says why; it never ends the worker."""

import asyncio
from types import SimpleNamespace

import httpx
import pytest

from snippets.projects.kit import catalog

LINE = {
    "position": 1, "reference": "r", "kind": "charge", "amount": 1000, "fee": 39,
    "currency": "EUR",
}  # fmt: skip


@pytest.fixture
def read(monkeypatch):
    """Read a report whose answer holds the given JSON; return its lines, or why not."""
    monkeypatch.syspath_prepend(catalog.find("payments").folder)
    from payments.processor import Processor, Unknown

    async def reading(answer):
        nowhere = "http://127.0.0.1:1"
        processor = Processor(
            SimpleNamespace(processor=nowhere, processor_seconds=1, processor_slots=1)
        )
        answering = httpx.MockTransport(lambda _: httpx.Response(200, json=answer))
        processor.client = httpx.AsyncClient(base_url=nowhere, transport=answering)
        try:
            return await processor.report(0)
        except Unknown as why:
            return str(why)

    return lambda answer: asyncio.run(reading(answer))


def test_lines_are_read_as_they_stand(read):
    assert read({"lines": [LINE]}) == [LINE]


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ({"lines": [LINE, LINE | {"reference": None}]}, "1.reference"),
        ({"lines": [{k: v for k, v in LINE.items() if k != "fee"}]}, "0.fee"),
        ({"lines": [LINE | {"amount": "1000"}]}, "0.amount"),
        ({"line": []}, "KeyError: 'lines'"),
        ([LINE], "TypeError"),
    ],
    ids=["reference", "fee", "amount", "lines", "list"],
)
def test_a_report_that_is_none_is_unknown(read, answer, why):
    assert why in read(answer)
