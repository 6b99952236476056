"""The AI gateway remembers what it read of its database, at most so much of it, and
goes on with that for a while when the database is away."""

import asyncio

import psycopg
import pytest

from snippets.projects.kit import catalog

MODEL = {
    "providers": [{"name": "p", "url": "http://127.0.0.1:1/v1"}],
    "prices": [{"since": "2026-01-01", "prompt": 1, "completion": 1}],
}


@pytest.fixture
def gateway(monkeypatch):
    """The package of the gateway can be imported."""
    monkeypatch.syspath_prepend(catalog.find("ai-gateway").folder)


@pytest.fixture
def memory(gateway):
    """A memory of three values that are never fresh, and stale for a minute."""
    from ai_gateway.memory import Memory

    return Memory(fresh=0, stale=60, most=3)


def loaded(memory, what, value):
    async def load():
        if isinstance(value, Exception):
            raise value
        return value

    return asyncio.run(memory.remembered(what, load))


def test_only_what_was_loaded_longest_ago_makes_room(memory):
    for what in "abcad":
        loaded(memory, what, what.upper())
    assert [memory.get(what) for what in "abcd"] == ["A", None, "C", "D"]


def test_what_is_there_no_more_is_forgotten(memory):
    loaded(memory, "a", "A")
    assert loaded(memory, "a", None) is None
    assert memory.get("a") is None


def test_goes_on_with_what_is_known_while_the_database_is_away(memory):
    loaded(memory, "a", "A")
    assert loaded(memory, "a", psycopg.OperationalError("away")) == "A"


def test_what_is_not_known_raises_while_the_database_is_away(memory):
    with pytest.raises(psycopg.OperationalError):
        loaded(memory, "a", psycopg.OperationalError("away"))


def test_what_is_too_old_raises_while_the_database_is_away(memory):
    loaded(memory, "a", "A")
    memory.stale = -1
    with pytest.raises(psycopg.OperationalError):
        loaded(memory, "a", psycopg.OperationalError("away"))
    assert memory.get("a") is None


def test_two_that_load_a_model_at_once_share_its_breakers(gateway):
    from ai_gateway.registry import Registry

    class Slow(Registry):
        async def _one(self, query, values):
            await asyncio.sleep(0.01)
            return 1, MODEL

    async def both():
        registry = Slow(pool=None, fresh=60, stale=60)
        return await asyncio.gather(registry.route("m"), registry.route("m"))

    one, other = asyncio.run(both())
    assert one is other
