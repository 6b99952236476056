"""A handbook of many times the present size, for the search to be measured with.

Each invented page has the outline of a present topic page. Its texts are a second-order
Markov chain of the present ones, so that words keep their company. The words that only one
of the present topic pages has are replaced by others, as a page on another topic has
others: two invented pages share as many words as two present ones. So many of these are
new that the number of different words grows with the length of the handbook as it grows
from half of the present one to all of it (Heaps' law); the rest are those of invented pages
before. Invented words are chains of the letters of present ones. The same seed gives the
same handbook.
"""

import math
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from macros.search.sections import Section

TOKEN = re.compile(r"[A-Za-z0-9_]+|[ァ-ヺー]+|[一-鿿々]+|[ぁ-ゖ]+|\s+|[^\w\s]")
REPLACED = re.compile(r"[A-Za-z_]{4,}|[ァ-ヺー]{3,}|[一-鿿々]{2,}")
FIELDS = ("title", "prose", "code")


def growth(texts: list[str]) -> float:
    """Return the exponent of Heaps' law: how fast different words become more."""
    tokens = [TOKEN.findall(text) for text in texts]
    random.Random(1).shuffle(tokens)
    half = {word for part in tokens[: len(tokens) // 2] for word in part}
    return math.log2(len({word for part in tokens for word in part}) / len(half))


class Chain:
    """What follows two tokens, and how a text begins."""

    def __init__(self, texts: list[list[str]]) -> None:
        self.after: dict[tuple, list[str]] = defaultdict(list)
        self.starts = [tuple(text[:2]) for text in texts if len(text) > 2]
        for text in texts:
            for first, second, third in zip(text, text[1:], text[2:], strict=False):
                self.after[first, second].append(third)

    def tokens(self, chance: random.Random, size: int) -> list[str]:
        """Return about `size` characters of text."""
        found: list[str] = []
        while size > 0 and self.starts:
            state = chance.choice(self.starts)
            found += state
            while size > 0 and (after := self.after.get(state)):
                state = (state[1], chance.choice(after))
                found.append(state[1])
                size -= len(state[1])
            found.append(" ")
            size -= 1
        return found


class Inventor:
    """Makes words that nobody has, of the letters of those that there are."""

    def __init__(self, words: set[str], chance: random.Random) -> None:
        self.taken, self.chance = set(words), chance
        self.chain = {kind: Chain([[*word, "\n"] for word in words if _kind(word) == kind])
                      for kind in "akc"}  # fmt: skip

    def like(self, word: str) -> str:
        """Return a new word of the script of `word`."""
        for size in range(len(word), len(word) + 20):
            letters = self.chain[_kind(word)].tokens(self.chance, size)
            new = "".join(letters).split("\n")[0].replace(" ", "")[: size + 2]
            if len(new) > 1 and new not in self.taken:
                break
        self.taken.add(new)
        return new


def _kind(word: str) -> str:
    return "a" if word[0] < "\u0250" else "k" if "ァ" <= word[0] <= "ー" else "c"


def larger(pages: dict[str, list[Section]], times: int) -> Iterator[tuple[str, list[Section]]]:
    """Yield `pages`, and then invented ones, until the topic pages are `times` as long."""
    yield from pages.items()
    chance = random.Random(7)
    topics = {address: found for address, found in pages.items() if "topics/" in address}
    texts = {name: [getattr(s, name) for found in topics.values() for s in found]
             for name in FIELDS}  # fmt: skip
    chains = {name: Chain([TOKEN.findall(text) for text in texts[name]]) for name in FIELDS}
    own, all_words = _own(topics.values())
    beta = growth([text for name in FIELDS for text in texts[name]])
    inventor, pool = Inventor(set(own), chance), []
    for time in range(2, times + 1):
        new = min(int(len(all_words) * (time**beta - (time - 1) ** beta)), len(own))
        fresh = [inventor.like(word) for word in chance.sample(own, new)]
        known = chance.sample(pool, min(len(pool), len(own) - new))
        pool += fresh
        others = fresh + known
        chance.shuffle(others)
        mine = dict(zip(own, others, strict=False))
        for address, found in topics.items():
            yield f"{address}{time}/", [_invented(s, chains, mine, chance) for s in found]


def _own(topics: Iterable[list[Section]]) -> tuple[list[str], set[str]]:
    """Return the words that but one topic has, and all."""
    of_page = [Counter(word for s in found for name in FIELDS
                       for word in TOKEN.findall(getattr(s, name))) for found in topics]  # fmt: skip
    words = set().union(*of_page)
    own = [w for w in words if REPLACED.fullmatch(w) and sum(w in page for page in of_page) == 1]
    return sorted(own), words


def _invented(
    section: Section, chains: dict[str, Chain], mine: dict[str, str], chance: random.Random
) -> Section:
    text = {
        name: "".join(mine.get(token, token) for token in
                      chains[name].tokens(chance, len(getattr(section, name)))).strip()
        for name in FIELDS
    }  # fmt: skip
    made = Section(section.id, section.level, section.kind, parts={}, **text)
    words = re.findall("[a-z]{3,}", text["prose"].lower()) or [f"s{chance.randrange(10**6)}"]
    if section.id:
        made.id = "-".join([*chance.sample(words, min(2, len(words))), str(chance.randrange(99))])
    return made
