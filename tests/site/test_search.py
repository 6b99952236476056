"""The search finds what readers type, in both languages: queries from readers, headings,
and pieces of the text."""

import random

import pytest
import yaml

from tests.node import call
from tests.search import FOLDER, LANGUAGES, ask, rows, section

FIRST, THIRD = 0.92, 0.98
PHRASES = 800  # of fewer, chance decides
TERM = "2"


def golden(language):
    text = (FOLDER / f"golden.{language}.yaml").read_text(encoding="utf-8")
    return yaml.safe_load(text)


def index_of(site, language):
    return site / "search" / language


def ranks(site, language, wanted):
    """The rank, from 0, at which each (query, places) is answered; None for never."""
    answers = ask(index_of(site, language), [query for query, _ in wanted])
    for (_, places), found in zip(wanted, answers, strict=True):
        sections = [section(place) for place in found]
        yield next((n for n, place in enumerate(sections) if place in places), None)


def share(found, within):
    found = list(found)
    return sum(rank is not None and rank < within for rank in found) / len(found)


def named(report):
    return "\n".join(f"{query}: wanted {places}, rank {rank}" for query, places, rank in report)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_readers_type_is_answered_first(site, language):
    wanted = [(entry["q"], entry["find"]) for entry in golden(language)]
    found = list(ranks(site, language, wanted))
    missed = [(*w, rank) for w, rank in zip(wanted, found, strict=True) if rank != 0]
    assert share(found, 1) >= FIRST, named(missed)
    assert share(found, 3) >= THIRD, named(missed)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_query_of_a_reader_is_without_a_hit(site, language):
    queries = [entry["q"] for entry in golden(language)]
    answers = ask(index_of(site, language), queries)
    assert not [q for q, found in zip(queries, answers, strict=True) if not found]


@pytest.mark.parametrize("language", LANGUAGES)
def test_golden_queries_are_many_and_name_places_that_exist(site, language):
    places = {row.place for row in rows(index_of(site, language))}
    entries = golden(language)
    assert len(entries) >= 150
    for entry in entries:
        assert set(entry["find"]) <= places, entry


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_heading_finds_itself_first(site, language):
    places, titles = {}, set()
    for row in rows(index_of(site, language)):
        places.setdefault(row.title, set()).add(section(row.place))
        titles |= {row.title} if row.kind != TERM else set()
    found = ranks(site, language, [(title, places[title]) for title in sorted(titles)])
    assert share(found, 1) >= 0.99


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_piece_of_the_text_finds_its_section(site, language):
    chance, wanted = random.Random(7), []
    found = rows(index_of(site, language))
    while len(wanted) < PHRASES:
        row = chance.choice(found)
        if phrase := piece(chance, row.prose, language):
            wanted.append((phrase, [section(row.place)]))
    assert share(ranks(site, language, wanted), 3) >= 0.9


def piece(chance, text, language):
    """Twelve characters of Japanese, or four words of English; "" of a short text."""
    parts, size = (text, 12) if language == "ja" else (text.split(), 4)
    if len(parts) < 2 * size:
        return ""
    start = chance.randrange(len(parts) - size)
    taken = parts[start : start + size]
    return taken if language == "ja" else " ".join(taken)


@pytest.mark.parametrize(
    ("spelt", "same"),
    [
        ("ＴＴＬ", "ttl"), ("ﾃﾞｯﾄﾞﾛｯｸ", "デッドロック"), ("でっどろっく", "デッドロック"),
        ("サーバー", "サーバ"), ("ライト・スルー", "ライトスルー"), ("write-ahead", "write ahead"),
        ("冪等 キー", "冪等キー"), ("サーバーを", "サーバを"),
    ],
)  # fmt: skip
def test_spellings_of_one_word_fold_to_one(spelt, same):
    first, second = call(["search/fold", "fold", spelt], ["search/fold", "fold", same])
    assert first == second


def test_a_long_mark_inside_a_word_is_kept():
    assert call(["search/fold", "fold", "ローカル"]) == ["ローカル"]


@pytest.mark.parametrize(
    ("typed", "meant", "near"),
    [
        ("migraton", "migration", True), ("refersh", "refresh", True),
        ("stampedde", "stampede", True), ("デッドロク", "デッドロック", True),
        ("スタンビード", "スタンピード", True), ("lock", "clock", True), ("lock", "table", False),
        ("migrtoin", "migration", False),
    ],
)  # fmt: skip
def test_one_slip_is_forgiven_and_two_are_not(typed, meant, near):
    assert call(["search/near", "oneSlip", typed, meant]) == [near]


@pytest.mark.parametrize(
    ("form", "other"),
    [("locks", "locking"), ("retries", "retry"), ("running", "runs"), ("caches", "caching")],
)
def test_plural_and_ing_have_the_stem_of_their_word(form, other):
    first, second = call(["search/english", "stem", form], ["search/english", "stem", other])
    assert first == second


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("べきとう", "topics/distributed#idempotency"),
        ("べきt", "topics/distributed#idempotency"),
        ("deadlock", "topics/data#deadlocks"),
        ("ぶんりれべ", "topics/data#isolation-levels"),
    ],
)
def test_a_reading_finds_its_word_before_it_is_converted(site, typed, place):
    [found] = ask(index_of(site, "ja"), [typed])
    assert place in found[:3]


def test_what_no_page_says_has_no_hit(site):
    assert ask(index_of(site, "en"), ["zxqvkw", "暗"]) == [[], []]


def test_ranks_say_where_the_answer_stands(site):
    [rank] = ranks(site, "en", [("deadlocks", ["no#where"])])
    assert rank is None
