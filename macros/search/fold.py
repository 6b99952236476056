"""Spellings that mean the same become one, as docs/assets/search/fold.js has it, and a
text becomes its words, as docs/assets/search/words.js has it: a test holds both equal."""

import re
import sys
import unicodedata

_JAPANESE = "ぁ-ゖァ-ヺー一-鿿々"
_DROPPED = re.compile(
    f"・|(?<=[{_JAPANESE}]) | (?=[{_JAPANESE}])"
    "|(?<=[ぁ-ゖ])ー(?![ぁ-ゖァ-ヺー])|(?<![ぁ-ゖ])ー(?![ァ-ヺー])"
)
_SAME = {code: code + 96 for code in range(0x3041, 0x3097)}
_SAME |= dict.fromkeys((0x2D, *range(0x2010, 0x2016)), " ")
_SAME |= dict.fromkeys((0x2018, 0x2019), "'")
_SIGNS = "".join(
    re.escape(chr(code))
    for code in range(128, sys.maxunicode)
    if unicodedata.category(chr(code))[0] == "S"
)
_LATIN = r"[a-z0-9\u00c0-\u024f]+"
_WORD = re.compile(
    rf"{_LATIN}(?:[._:/@'%]{_LATIN})*"
    "|[ァ-ヺー・]+|[一-鿿々]+(?:[きちみりいえしけせれげめびぎさくるす][一-鿿々]+)*"
    f"|[ぁ-ゖー]{{3,}}|[{_SIGNS}]"
)
_JOINT = re.compile(r"[._:/@'%]")
_PARTICLE = re.compile("^[がをにはでとのもへや](?=[ぁ-ゖー]{3})")
_INNER = re.compile("(?<=[一-鿿々])[ぁ-ゖ](?=[一-鿿々])")  # 切り替え and 切替 are one
SPAN = 4  # parts of a name such as pg_stat_statements.max that are found together


def _settled(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


def fold(text: str) -> str:
    """Fold width, case, kana, long marks, middle dots and blanks between Japanese."""
    return _DROPPED.sub("", _settled(text)).translate(_SAME)


def words(text: str) -> list[str]:
    """Return the folded words of `text` in their order. A name of several parts is each
    of its parts, and what begins at each; hiragana counts from three letters on."""
    found: list[str] = []
    for word in _WORD.findall(_settled(text)):
        if "ぁ" <= word[0] <= "ゖ":
            found.append(fold(_PARTICLE.sub("", word)))
        elif word[0] < "\u0250":
            parts = _JOINT.split(word)
            found += parts
            found += spans(word, len(parts)) if len(parts) > 1 else ()
        else:
            found.append(fold(_INNER.sub("", word)))
    return [word for word in found if word]


def spans(name: str, parts: int) -> list[str]:
    """Return what begins at each part of `name` but the last, `SPAN` parts long."""
    joints = [match.start() for match in _JOINT.finditer(name)]
    starts = [0, *(at + 1 for at in joints)]
    ends = [*joints, len(name)]
    return [
        name[starts[n] : ends[min(n + SPAN, parts) - 1]].replace("-", " ")
        for n in range(parts - 1)
    ]
