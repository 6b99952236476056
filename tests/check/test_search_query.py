"""A query is cut into words as the texts are, and the modules that do it make one script."""

import subprocess

import pytest

from macros.search import bundle
from macros.search.fold import fold, words
from macros.site import DOCS
from tests import search
from tests.search import LANGUAGES, needs_node, node, rows

SCRIPTS = DOCS / "assets" / "search"


def called(*calls):
    return node("call.mjs", list(calls))


@pytest.mark.parametrize("language", LANGUAGES)
def test_japanese_words_of_a_query_are_those_of_the_texts(site, language):
    texts = [text for row in rows(site / "search" / language) for text in (row.title, row.prose)]
    cut = called(*(["words", "japaneseWords", text] for text in texts))
    flat = [word for found in cut for word in found]
    bare = dict(zip(flat, called(*(["words", "withoutKana", w] for w in flat)), strict=True))
    for text, found in zip(texts, cut, strict=True):
        kept = {fold(bare[word]) for word in found if not "ぁ" <= word[0] <= "ゖ"}
        assert kept - {""} <= set(words(text)), text


def test_kana_inside_a_word_may_be_left_out():
    assert called(["words", "withoutKana", "切り替え"], ["words", "withoutKana", "切替え"]) == [
        "切替え",
        "切替え",
    ]
    assert words("書き込み時の切り替え") == ["書込時", "切替"]


def test_a_name_is_read_from_each_of_its_parts():
    assert called(["words", "latinWords", "pg_stat_statements.max は?"]) == [
        ["pg_stat_statements.max"]
    ]
    assert "stat_statements.max" in words("pg_stat_statements.max")


PIECES = """
import { pieces } from "./docs/assets/search/segment.js";
const known = new Set(["更新", "テーブル", "サイズ", "索引", "分離", "水準", "分離水準"]);
const cut = (word) => pieces(word, (part) => known.has(part));
console.log(["更新後", "テーブルサイズ", "分離水準値", "未知語彙", "索引"].map((w) => cut(w).join("|")).join());
"""


def run(script):
    needs_node()
    command = ["node", "--input-type=module", "--eval", script]
    result = subprocess.run(command, capture_output=True, text=True, cwd=DOCS.parent)
    assert result.returncode == 0, result.stderr
    return result.stdout.strip()


def test_a_compound_is_cut_into_few_known_words():
    assert run(PIECES) == "更新,テーブル|サイズ,分離水準,,"


def test_the_script_of_the_engine_says_what_its_modules_say(tmp_path):
    script = tmp_path / "engine.js"
    script.write_text(bundle.bundle(SCRIPTS, "answer"), encoding="utf-8")
    says = f"""
      import {{ readFileSync }} from "node:fs";
      import vm from "node:vm";
      const context = vm.createContext({{ console, TextDecoder }});
      vm.runInContext(readFileSync({str(script)!r}, "utf8"), context);
      console.log(vm.runInContext("Object.keys(searchEngine) + searchEngine.unwrap('p(1,[2])')", context));
    """
    assert run(says) == "answering,unwrap2"


def test_a_module_comes_after_those_that_it_imports(tmp_path):
    (tmp_path / "a.js").write_text('import { b } from "./b.js";\nexport const a = b;\n')
    (tmp_path / "b.js").write_text("export const b = 1, c = 2;\n")
    made = bundle.bundle(tmp_path, "a")
    assert made.index("search_b = ") < made.index("search_a = ")
    assert "return { b, c };" in made
    assert "import" not in made and "export" not in made


@pytest.mark.parametrize(("version", "found"), [(None, "there is none"), ((18, 20, 1), "18.20.1")])
@pytest.mark.parametrize(
    ("ci", "outcome"), [("", pytest.skip.Exception), ("true", pytest.fail.Exception)]
)
def test_node_that_is_missing_or_old_is_named_and_fails_in_ci(
    monkeypatch, version, found, ci, outcome
):
    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr(search, "version_of_node", lambda: version)
    with pytest.raises(outcome, match=f"Node 20.19 or newer.*{found}"):
        needs_node()


def test_node_that_is_new_enough_will_do(monkeypatch):
    monkeypatch.setattr(search, "version_of_node", lambda: search.OLDEST)
    needs_node()
