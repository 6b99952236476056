"""The numbers that a text names, made comparable between English and Japanese."""

import re
from dataclasses import dataclass

from macros.languages.flatten import flatten

_SCALES = {"万": 10_000, "億": 100_000_000, "thousand": 1_000, "million": 1_000_000,
           "billion": 1_000_000_000}  # fmt: skip
_NUMBER = re.compile(
    r"(?<![\w.])?(\d{1,3}(?:,\d{3})+|\d+)((?:\.\d+)*)(?:(万|億)| ?(thousand|million|billion)\b)?"
)
_KANJI = {c: n for n, c in enumerate("一二三四五六七八九十", 1)}
_KANJI_COUNT = re.compile(r"([一二三四五六七八九十])(?=つ|度|回|方|人目|重|段|次)")
_WORDS = {
    1: "a one once first single",
    2: "two twice second both pair double half halve halves twofold",
    3: "three third thirds thrice triple",
    4: "four fourth quarter quarters",
    5: "five fifth",
    6: "six sixth",
    7: "seven seventh",
    8: "eight eighth",
    9: "nine ninth",
    10: "ten tenth tens",
    11: "eleven eleventh",
    12: "twelve dozen",
    13: "thirteen",
    14: "fourteen",
    15: "fifteen",
    16: "sixteen",
    20: "twenty",
    30: "thirty",
    40: "forty",
    50: "fifty",
    60: "sixty",
    100: "hundred",
    1000: "thousand",
    1_000_000: "million",
}
_MONTHS = "january february march april may june july august september october november"
_WORDS |= {n: f"{_WORDS.get(n, '')} {m}" for n, m in enumerate(_MONTHS.split(), 1)}
_OF_WORD = {word: value for value, line in _WORDS.items() for word in line.split()}


@dataclass(frozen=True)
class Numbers:
    """`written` in digits, `said` in words; each as a normal form such as 3000 or 0.81."""

    written: frozenset[str]
    said: frozenset[str]

    def only(self, other: "Numbers") -> list[str]:
        """Return what is written here and neither written nor said there."""
        lacking = self.written - other.written - other.said - {"0", "1"}
        return sorted(lacking, key=lambda n: (len(n), n))


def numbers(text: str, language: str) -> Numbers:
    """Return the numbers in the prose of `text`, in `language` en or ja."""
    prose = "\n".join(p.text for p in flatten(text) if p.kind != "label")
    written = {_normal(n) for n in _NUMBER.finditer(re.sub("[23]乗", "", prose))}
    if language == "en":
        spoken = re.findall(r"[a-z]+", prose.lower())
        said = {str(_OF_WORD[word]) for word in spoken if word in _OF_WORD}
        said |= {
            str(_OF_WORD[count] * _SCALES[scale])
            for count, scale in zip(spoken, spoken[1:])
            if scale in _SCALES and count in _OF_WORD
        }
    else:
        said = {str(_KANJI[c]) for c in _KANJI_COUNT.findall(prose)}
        said |= {"2"} if re.search("両|半|倍|もう1|もう一", prose) else set()
    return Numbers(frozenset(written), frozenset(said))


def _normal(number: re.Match) -> str:
    whole, rest, *scales = number.groups()
    digits = whole.replace(",", "")
    if scale := scales[0] or scales[1]:
        value = float(digits + rest) * _SCALES[scale]
        return str(int(value)) if value == int(value) else str(value)
    return digits + rest
