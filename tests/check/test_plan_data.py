"""The study plan holds every item of its source, and every page that teaches once; what it
leads to exists, and what it cannot lead to yet is left out."""

import copy
import re

import pytest

from macros import load, plan
from macros.plan import data
from macros.site import LANGUAGES, MacroError, Site

pytestmark = pytest.mark.prose

SITE = {
    "en": Site("study-plan.md", 1, "en", "../"),
    "ja": Site("study-plan.ja.md", 1, "ja", "../../"),
}
PHASES = [phase["id"] for phase in data.plan()["phases"]]
languages = pytest.mark.parametrize("language", LANGUAGES)
# What each item of the source names, in both languages.
SOURCE = {
    "first-service": (["language", "framework", "CRUD", "auth", "tests"], ["言語", "CRUD", "認証", "テスト"]),
    "ten-plans": (["SQL", "EXPLAIN ANALYZE", "missing indexes"], ["10個", "EXPLAIN ANALYZE", "インデックス"]),
    "containers": (["Docker", "day one"], ["Docker", "最初の日"]),
    "production-service": (
        ["auth", "database", "background worker", "deployed", "Sentry", "Prometheus"],
        ["認証", "データベース", "バックグラウンドワーカー", "デプロイ", "Sentry", "Prometheus"],
    ),
    "integration-test": (["pytest", "Vitest", "testcontainers"], ["pytest", "Vitest", "Testcontainers"]),
    "ddia": (["Designing Data-Intensive Applications", "canonical"], ["データ指向", "定番"]),
    "instrumentation": (
        ["structured logs", "metrics", "Grafana dashboard"], ["構造化ログ", "メトリクス", "Grafana"],
    ),
    "optimize-endpoint": (["p95", "before and after", "profiler"], ["p95", "前後", "プロファイラー"]),
    "queue-worker": (["queue", "worker", "crashes mid-job"], ["キュー", "ワーカー", "落ちる"]),
    "system-design": (
        ["URL shortener", "payments", "feed", "functional", "non-functional"],
        ["URL短縮", "決済", "フィード", "機能要件", "非機能要件"],
    ),
    "portfolio": (["portfolio", "deployed service", "dashboards"], ["ポートフォリオ", "公開", "ダッシュボード"]),
}  # fmt: skip


def test_every_item_of_the_source_is_there_in_both_languages():
    items = {item["id"]: item for phase in data.plan()["phases"] for item in phase["items"]}
    assert set(items) == set(SOURCE)
    for id_, wanted in SOURCE.items():
        for language, words in zip(LANGUAGES, wanted, strict=True):
            missing = [word for word in words if word not in items[id_][language]]
            assert not missing, f"{id_}: {language}: {missing}"


@languages
@pytest.mark.parametrize("phase", PHASES)
def test_a_phase_shows_its_items_with_what_done_is_and_where_to_learn_it(phase, language):
    site = SITE[language]
    text = plan.render_phase(site, plan.decide_phase(site, phase))
    items = next(p for p in data.plan()["phases"] if p["id"] == phase)["items"]
    for item in items:
        assert f'id="{item["id"]}"' in text
        assert item[f"done_{language}"] in text
    learnt = sum(len(item["learn"]) for item in items)
    assert text.count('<a href="../') >= learnt
    assert text.count("snippets/") == sum(len(item["run"]) for item in items)


@languages
def test_a_page_that_is_not_written_yet_is_left_out(language):
    site = SITE[language]
    there = {page.name for page in load.pages()}
    planned = {name for phase in data.plan()["phases"] for name in phase["pages"]}
    shown = set(plan.decide(site)["config"]["names"])
    pages = {id_ for id_ in shown if "#" not in id_}
    assert pages == planned & there
    links = [
        link["url"] for phase in PHASES
        for item in plan.decide_phase(site, phase)["items"] for link in item["projects"]
    ]  # fmt: skip
    names = {re.sub(r"^(\.\./)+(ja/)?", "", link).rstrip("/") for link in links}
    assert names <= there


@languages
def test_the_plan_without_a_script_names_every_page_and_item(language):
    decided = plan.decide(SITE[language])
    text = plan.render(SITE[language], decided).split("plan-weeks")[1]
    names = decided["config"]["names"]
    assert all(f'href="{name["url"]}"' in text for name in names.values())
    assert text.count("<table>") == len(PHASES)


def test_a_page_of_the_plan_is_one_block_of_html():
    text = plan.render(SITE["en"], plan.decide(SITE["en"]))
    assert "\n\n" not in text.strip()


def changed(change):
    """The data of the plan after `change` was done to a copy."""
    copied = copy.deepcopy(data.plan())
    change(copied)
    return copied


def item(plan_):
    return plan_["phases"][0]["items"][0]


MISTAKES = {
    "unknown key 'colour'": lambda d: item(d).update(colour="red"),
    "'done_ja' is missing": lambda d: item(d).pop("done_ja"),
    "months-1-3: containers: there is no section 'topics/data#nothing'": (
        lambda d: item(d).update(learn=["topics/data#nothing"])
    ),
    "there is no snippet": lambda d: item(d).update(run=["data/none"]),
    "containers: there is no page 'projects/none'": (
        lambda d: item(d).update(projects=["projects/none"])
    ),
    "hours: 'staff' is missing": lambda d: item(d)["hours"].pop("staff"),
    "hours must be whole numbers above 0": lambda d: item(d)["hours"].update(mid=0),
    "topics/data is missing; add it to the phase that reads it": (
        lambda d: d["phases"][0]["pages"].remove("topics/data")
    ),
    "topics/data stands there twice": lambda d: d["phases"][1]["pages"].append("topics/data"),
    "there is no page 'topics/none'": lambda d: d["phases"][0]["pages"].append("topics/none"),
    "phases must be months-1-3, months-4-6, months-7-12": lambda d: d["phases"].pop(),
    "data: there is no page 'x'": lambda d: d["flavours"]["data"]["first"].append("x"),
    "start: there is no length 4": lambda d: d["start"].update(months=4),
}


@pytest.mark.parametrize("message", MISTAKES)
def test_a_mistake_in_the_data_is_named(message):
    with pytest.raises(MacroError, match=re.escape(message)):
        data.check(changed(MISTAKES[message]), load.coverage(), load.pages())


def test_a_phase_that_is_not_there_is_named():
    with pytest.raises(SystemExit, match="no phase 'months-13'; there are months-1-3"):
        plan.decide_phase(SITE["en"], "months-13")


def test_a_page_that_no_row_names_may_have_a_place():
    new = load.parse(load.DOCS / "topics/new.md", "# New\n")
    data_ = copy.deepcopy(data.plan())
    data_["phases"][0]["pages"].append(new.name)
    data.check(data_, load.coverage(), [*load.pages(), new])
    with pytest.raises(MacroError, match="there is no page 'topics/new'"):
        data.check(data_, load.coverage(), load.pages())
