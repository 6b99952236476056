"""Asks hosts for their addresses: one host one thing at a time, all hosts at once."""

import http.client
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from urllib.parse import quote, urljoin, urlsplit

TIMEOUT = 20  # seconds for each answer
PATIENCE = 60  # seconds that a host may ask us to wait, once
PAUSE = 1  # seconds between two requests to one host
HOPS = 6
GIVE_UP = 3  # links of a host that get no answer or 429 before we leave it alone
# What a link can be, the worst first: its page is away, its host says nothing, it has
# another address, its host refuses a program; or it is well.
KINDS = ("gone", "silent", "moved", "refused", "well")
_PERMANENT, _TEMPORARY = (301, 308), (302, 303, 307)
_HEAD = {"User-Agent": "staff-backend-handbook link check", "Accept": "*/*"}


@dataclass(frozen=True)
class Answer:
    """What a link turned out to be: one of KINDS, and what the host said."""

    address: str
    kind: str
    note: str


class _Still(urllib.request.HTTPRedirectHandler):
    """Leaves a redirect to `ask`, which notes where it leads and whether for good."""

    def redirect_request(self, *_):
        return None


_OPENER = urllib.request.build_opener(_Still)


def request(address: str, timeout: float) -> tuple[int, http.client.HTTPMessage]:
    """Return status and head of one answer. Raises OSError, HTTPException or ValueError
    where there is none."""
    safe = quote(address, safe="%/:=&?~+!$,;'@()*[]")
    try:
        asked = urllib.request.Request(safe, headers=_HEAD)
        with _OPENER.open(asked, timeout=timeout) as answer:
            return answer.status, answer.headers
    except urllib.error.HTTPError as answer:
        answer.close()
        return answer.code, answer.headers


def ask(address: str, timeout: float = TIMEOUT, wait: Callable = time.sleep) -> Answer:
    """Return what `address` turns out to be. Follows redirects; waits once when asked to
    come back within PATIENCE, and tries once more when nothing answers."""
    at, for_good, again = address, True, True
    for _ in range(HOPS):
        try:
            status, head = request(at, timeout)
        except (OSError, http.client.HTTPException, ValueError) as error:
            if not again:
                return Answer(address, "silent", str(getattr(error, "reason", error)))
            again = False
            wait(PAUSE)
            continue
        asked = head.get("Retry-After", "")
        if status in (429, 503) and again and asked.isdigit() and int(asked) <= PATIENCE:
            again = False
            wait(int(asked))
        elif status in (*_PERMANENT, *_TEMPORARY) and head.get("Location"):
            for_good = for_good and status in _PERMANENT
            at = urljoin(at, head["Location"])
        else:
            return judged(address, at, status, for_good)
    return Answer(address, "silent", f"more than {HOPS - 1} redirects")


def judged(address: str, at: str, status: int, for_good: bool) -> Answer:
    """Return what the last `status`, of the address `at`, makes of a link."""
    if 200 <= status < 300:
        moved = at != address and for_good
        return Answer(address, "moved", at) if moved else Answer(address, "well", "")
    kind = "gone" if status in (404, 410) else "refused"
    return Answer(address, kind, str(status))


def _leave_alone(answer: Answer) -> bool:
    return answer.kind == "silent" or answer.note == "429"


def ask_all(
    addresses: Iterable[str], timeout: float = TIMEOUT, pause: float = PAUSE
) -> list[Answer]:
    """Return an answer for each address; of a host that does not answer, or asks to slow
    down, GIVE_UP times in a row, the rest is not asked."""
    hosts: dict[str, list[str]] = {}
    for address in addresses:
        hosts.setdefault(urlsplit(address).netloc, []).append(address)

    def of_host(asked: list[str]) -> list[Answer]:
        answers = []
        for address in asked:
            latest = answers[-GIVE_UP:]
            if len(latest) == GIVE_UP and all(map(_leave_alone, latest)):
                answers.append(replace(latest[-1], address=address))
                continue
            answers.append(ask(address, timeout))
            time.sleep(pause)
        return answers

    with ThreadPoolExecutor(16) as pool:
        by_host = pool.map(of_host, hosts.values())
        return [answer for answers in by_host for answer in answers]
