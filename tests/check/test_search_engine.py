"""The engine leaves out no work that changes an answer: what it skips, remembers or looks up
says what doing all of it would say."""

import pytest

from tests.node import call, evaluate

SCORES = """
import { Scores } from "./docs/assets/search/scores.js";
let seed = 7;
const chance = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
const scores = new Scores(Array.from({ length: 500 }, () => Math.floor(chance() * 4)));
for (let n = 0; n < 900; n++) scores.add(Math.floor(chance() * 500), chance(), chance() / 2);
for (let n = 0; n < 30; n++) scores.raise(Math.floor(chance() * 500), 1 + chance());
const all = scores.best(500), twenty = scores.best(20);
console.log(JSON.stringify(all.slice(0, 20)) === JSON.stringify(twenty), all.length > 300,
  all.every(({ score }, n) => !n || score <= all[n - 1].score));
"""


def test_the_best_are_the_first_of_all():
    assert evaluate(SCORES) == "true true true"


MEMORY = """
import { Memory } from "./docs/assets/search/memory.js";
let made = 0, doubts = 0;
const memory = new Memory(2, () => doubts);
const ask = (...keys) => { for (const key of keys) memory.get(key, () => ++made); return made; };
const doubtful = () => { doubts++; return ++made; };
console.log(ask("a", "b", "b"), ask("c", "b"), ask("a"),
  memory.get("d", doubtful), ask("d"), (memory.forget(), ask("d")));
"""


def test_the_oldest_answer_is_forgotten_and_a_doubtful_one_not_kept():
    assert evaluate(MEMORY) == "2 3 4 5 6 7"


TEXT = """
import { Text } from "./docs/assets/search/text.js";
const bound = (written, part) => {
  const text = new Text(written);
  const at = text.folded.indexOf(part);
  return `${text.bound(at, at + part.length)}${text.holds(part) ? "+" : "-"}`;
};
const cases = [["a clock", "lock"], ["locked", "lock"], ["two locks.", "lock"], ["a-lock", "lock"],
  ["デッドロック", "ロック"], ["ロックを", "ロック"], ["のサーバーは", "サーバ"], ["clock, lock", "lock"]];
console.log(cases.map(([written, part]) => bound(written, part)).join(" "));
"""


def test_a_find_is_inside_a_word_at_its_start_or_all_of_it():
    assert evaluate(TEXT) == "0- 1+ 2+ 2+ 1+ 2+ 2+ 0+"


TEASER = """
import { teaser } from "./docs/assets/search/teaser.js";
import { Text } from "./docs/assets/search/text.js";
const text = new Text(`lock lock lock ${"so it is ".repeat(60)} the lock of a row <waits>`);
const { html, words } = teaser(text, ["waits", "lock", "row"], "en");
console.log(html.slice(html.indexOf("the")), words.join());
"""


def test_what_is_shown_holds_most_different_words_of_the_query():
    shown = "the <mark>lock</mark> of a <mark>row</mark> &lt;<mark>waits</mark>&gt; lock,row,waits"
    assert evaluate(TEASER) == shown


NAMED = """
import { begun, misspelt, named, prepareTerms } from "./docs/assets/search/glossary.js";
const term = (english, japanese, reading) => [[english], [japanese], reading, []];
const glossary = prepareTerms([term("row lock", "行ロック", "ぎょうろっく"), term("lock", "ロック", "ろっく"),
  term("CI", "継続的統合", "けいぞくてきとうごう")]);
const names = (query) => named(glossary, query).map(({ name }) => name).join("+");
const forms = (terms) => terms.map(({ forms: [first] }) => first).join("+");
console.log([names("row lock in ci"), names("行ロック"), names("clock"), forms(misspelt(glossary, "rwo lock")),
  forms(begun(glossary, "ro")), forms(begun(glossary, "row l")), forms(begun(glossary, "ケイゾク"))].join("|"));
"""


def test_the_glossary_is_looked_up_by_first_letters_and_by_length():
    assert evaluate(NAMED) == "row lock+ci|行ロック||row lock|row lock|row lock|ci"


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("A-B ’s", "a b 's"), ("Write—Ahead", "write ahead"), ("表 の Write-Ahead", "表ノwrite ahead"),
        ("さーば ー", "サーバ"), ("Ａー", "a"),
    ],
)  # fmt: skip
def test_a_text_folds_alike_with_japanese_and_without(text, folded):
    assert call(["search/fold", "fold", text]) == [folded]


WORTH = """
import { Finds } from "./docs/assets/search/finds.js";
import { Worth } from "./docs/assets/search/score.js";
import { WEIGHTS } from "./docs/assets/search/weights.js";
const finds = Object.assign(new Finds(), { sections: [2], whole: [1], part: [0] });
const parts = { missed: 0 };
let asked = 0;
const field = { find: () => { asked++; return finds; }, length: () => 4, mean: 4 };
const fields = { title: field, above: field, asked: field, prose: field, code: field };
const worth = new Worth(fields, 3, parts);
const unit = { spellings: [{ texts: ["lock"], key: "lock", weight: 1 }], sections: [] };
const first = worth.of(unit).values[0];
WEIGHTS.title *= 2;
const same = worth.of(unit).values[0], times = asked;
worth.forget();
console.log(same === first, times, worth.of(unit).values[0] > first, asked);
"""


def test_a_unit_is_weighed_once_until_its_weights_are_others():
    assert evaluate(WORTH) == "true 5 true 10"
