"""A query is cut into words as the texts are, and the modules that do it make one script."""

import pytest

from macros.search import bundle, hook
from macros.search.fold import fold, words
from macros.search.index import build
from macros.search.sections import Section
from macros.site import DOCS
from tests import search
from tests.node import call, evaluate
from tests.search import LANGUAGES, rows

SCRIPTS = DOCS / "assets" / "search"


@pytest.mark.parametrize("language", LANGUAGES)
def test_japanese_words_of_a_query_are_those_of_the_texts(site, language):
    texts = [text for row in rows(site / "search" / language) for text in (row.title, row.prose)]
    cut = call(*(["search/words", "japaneseWords", text] for text in texts))
    flat = [word for found in cut for word in found]
    bare = dict(zip(flat, call(*(["search/words", "withoutKana", w] for w in flat)), strict=True))
    for text, found in zip(texts, cut, strict=True):
        kept = {fold(bare[word]) for word in found if not "ぁ" <= word[0] <= "ゖ"}
        assert kept - {""} <= set(words(text)), text


def test_kana_inside_a_word_may_be_left_out():
    assert call(["search/words", "withoutKana", "切り替え"], ["search/words", "withoutKana", "切替え"]) == [
        "切替え",
        "切替え",
    ]
    assert words("書き込み時の切り替え") == ["書込時", "切替"]


def test_a_name_is_read_from_each_of_its_parts():
    assert call(["search/words", "latinWords", "pg_stat_statements.max は?"]) == [
        ["pg_stat_statements.max"]
    ]
    assert "stat_statements.max" in words("pg_stat_statements.max")


@pytest.mark.parametrize("text", ["書き込み時の切り替えはこのところ", "so that pg_stat of it"])
def test_a_phrase_is_cut_as_the_texts_are(text):
    [cut] = call(["search/words", "runs", text])
    assert set(call(*(["search/fold", "fold", word] for word in cut))) == set(words(text)) - {"pg_stat"}


def test_neighbours_in_japanese_keep_the_kana_between_them():
    assert call(["search/words", "japanesePairs", "なぜインデックスが使われない。遅いクエリ"]) == [
        ["インデックスが使", "遅いクエリ"]
    ]


def index(folder, language, phrase, other):
    """An index of one section with `phrase`, long and last, after fifty others."""
    others = [Section(f"s{n}", 2, "section", f"T{n}", other) for n in range(50)]
    asked = Section("asked", 2, "section", "Last", phrase + " 水, " * 300)
    built = build(language, {"a/": [*others, asked]}, (), {}, [], {})
    hook.write(folder, built)
    return folder


@pytest.mark.parametrize(
    ("language", "phrase", "other", "query"),
    [
        ("en", "give it to the new one", "new: the one of it.", "to the new one"),
        ("en", "this does not depend on it", "depend, depend.", "does not depend on"),
        ("ja", "多くのパーティションやキューを分ける", "キューを消す。", "ティションやキューを分"),
        ("ja", "そのところで止まるのでした", "止まる。", "ところで止まるのでし"),
    ],
)
def test_a_quotation_comes_first_however_common_its_words(
    tmp_path, language, phrase, other, query
):
    [found] = search.ask(index(tmp_path / "i", language, phrase, other), [query])
    assert found[0] == "a#asked"


PIECES = """
import { pieces } from "./docs/assets/search/segment.js";
const known = new Set(["更新", "テーブル", "サイズ", "索引", "分離", "水準", "分離水準"]);
const cut = (word) => pieces(word, (part) => known.has(part));
console.log(["更新後", "テーブルサイズ", "分離水準値", "未知語彙", "索引"].map((w) => cut(w).join("|")).join());
"""


def test_a_compound_is_cut_into_few_known_words():
    assert evaluate(PIECES) == "更新,テーブル|サイズ,分離水準,,"


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
    assert evaluate(says) == "answering,unwrap2"


def test_a_module_comes_after_those_that_it_imports(tmp_path):
    (tmp_path / "a.js").write_text('/* Says\n   a. */\nimport { b } from "./b.js";\nexport const a = b;\n')
    (tmp_path / "b.js").write_text("export const b = 1, c = 2;\n")
    made = bundle.bundle(tmp_path, "a")
    assert made.index("search_b = ") < made.index("search_a = ")
    assert "return { b, c };" in made
    assert "import" not in made and "export" not in made and "Says" not in made
