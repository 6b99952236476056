"""Which sections hold a word, how often, in which kind of text: what a query is answered
from without the texts."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from macros.search.fold import fold, words

FIELDS = ("prose", "code", "asked")
MOST = 9  # finds that count
_LATIN = re.compile(r"[a-z0-9\u00c0-\u024f]")
_JAPANESE = re.compile(r"[ァ-ヺー一-鿿々]{2,}")
ENDINGS = ("ies", "ied", "ing", "ed", "es", "s", "y", "e")
TAIL = 3  # letters that may follow a stem

Counts = dict[int, list[int]]  # section -> [finds of the whole word, other finds]


class Postings:
    """`texts` has the text of each section, by field. Look a word up in `lists`."""

    def __init__(self, texts: dict[str, list[str]], known: Iterable[str]) -> None:
        """`known` are words that a query may bring where no text has them alone."""
        self.folded = {name: [fold(text) for text in texts[name]] for name in FIELDS}
        self.lists: dict[str, dict[str, Counts]] = {
            name: defaultdict(dict) for name in FIELDS
        }
        for name in FIELDS:
            for section, text in enumerate(texts[name]):
                for word, count in Counter(words(text)).items():
                    self.lists[name][word][section] = [count, 0]
        self._inside(set(known))

    def _inside(self, known: set[str]) -> None:
        """Count a Japanese word also where it stands inside a longer one."""
        whole = {name: list(self.lists[name]) for name in FIELDS}
        known |= {word for name in FIELDS for word in whole[name]}
        known = {word for word in known if _JAPANESE.fullmatch(word)}
        for name in FIELDS:
            for longer in whole[name]:
                if len(longer) < 3 or longer[0] < "ァ":
                    continue
                for inner in _inner(longer) & known:
                    add(self.lists[name][inner], self.lists[name][longer], whole=False)

    def of_form(self, form: str, field: str) -> Counts:
        """Return where `form`, a folded word or several, stands in `field`."""
        parts = words(form)
        if parts in ([form], []):
            found = {n: list(counts) for n, counts in self.lists[field].get(form, {}).items()}
            if _LATIN.match(form[-1:]):
                add(found, self.lists[field].get(form + "s", {}))
            return found
        *others, last = ({*self.lists[field].get(part, ())} for part in dict.fromkeys(parts))
        last |= {*self.lists[field].get(parts[-1] + "s", ())}
        pattern = _pattern(form)
        found = {}
        for section in sorted(last.intersection(*others)):
            if count := len(pattern.findall(self.folded[field][section])):
                found[section] = [count, 0]
        return found

    def of_stem(self, word: str, field: str, begun: dict[str, list[str]]) -> Counts:
        """Return where any form of an English `word` stands; `begun` has the words by
        their first three letters."""
        root = stem(word)
        found: Counts = {}
        for other in begun.get(root[:3], ()):
            if other.startswith(root) and len(other) <= len(root) + TAIL:
                add(found, self.lists[field].get(other, {}))
        return found


def add(counts: Counts, more: Counts, whole: bool = True) -> None:
    """Add finds to `counts`; without `whole` all of them count as parts of a word."""
    for section, (alone, part) in more.items():
        mine = counts.setdefault(section, [0, 0])
        mine[0] += alone if whole else 0
        mine[1] += part if whole else alone + part


def _inner(word: str) -> set[str]:
    sizes = range(2, len(word))
    return {word[at : at + size] for size in sizes for at in range(len(word) - size + 1)}


def _pattern(form: str) -> re.Pattern:
    before = r"(?<![a-z0-9\u00c0-\u024f])" if _LATIN.match(form[0]) else ""
    after = r"(?:e?s)?(?![a-z0-9\u00c0-\u024f])" if _LATIN.match(form[-1]) else ""
    return re.compile(before + re.escape(form) + after)


def stem(word: str) -> str:
    """Return the stem of an English word, as docs/assets/search/english.js has it."""
    if not re.fullmatch("[a-z]{4,}", word):
        return word
    for ending in ENDINGS:
        if not word.endswith(ending) or word.endswith(("ss", "us")):
            continue
        cut = word[: -len(ending)]
        if ending in ("ies", "ied"):
            if len(cut) > 1:
                return cut
            continue
        if len(cut) < 3:
            continue
        double = re.search(r"(bb|dd|gg|mm|nn|pp|rr|tt)$", cut)
        return cut[:-1] if double else cut
    return word


def packed(counts: Counts) -> list[int]:
    """Return pairs of numbers: how far the next section is, and its finds in two digits,
    those inside longer words first."""
    flat, before = [], 0
    for section in sorted(counts):
        whole, part = counts[section]
        flat += [section - before, min(whole, MOST) + 10 * min(part, MOST)]
        before = section
    return flat


def entries(postings: Postings, extra: dict[str, dict[str, Counts]]) -> Iterator[list]:
    """Yield [word, prose, code, asked] by word, what is empty at its end left out."""
    for word in sorted({*extra}.union(*(postings.lists[name] for name in FIELDS))):
        lists = extra.get(word) or {
            name: postings.lists[name].get(word, {}) for name in FIELDS
        }
        row = [word, *(packed(lists.get(name, {})) for name in FIELDS)]
        while not row[-1]:
            row.pop()
        if len(row) > 1:
            yield row
