# needs: postgresql
# timeout: 120
"""The processor charges the card, its answer is lost: as it is, and with two bugs."""

import os
import tempfile
import uuid
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import psycopg
from accept.shop import ProcessorBook, until

from snippets.projects.kit import catalog, mutants
from snippets.projects.kit.running import started

project = catalog.find("payments")
BUGS = {
    "a new key for each try": "new-key-for-each-try",
    "a lost answer is a decline": "timeout-means-declined",
}


def variants(folder: Path):
    """The service as it is, and copies of it with one bug each."""
    yield "as it is", project
    known = {mutant.id: mutant for mutant in mutants.of(project)}
    for label, name in BUGS.items():
        yield label, mutants.broken(project, known[name], folder / name)


def own_database(label: str) -> dict[str, str]:
    """An empty database for each variant: each has a processor of its own, too."""
    place = urlsplit(os.environ["DATABASE_URL"])
    name = label.replace(" ", "_")
    with psycopg.connect(place.geturl(), autocommit=True) as db:
        db.execute(f"CREATE DATABASE {name}")
    return {"DATABASE_URL": place._replace(path=f"/{name}").geturl()}


# --8<-- [start:story]
def story(http: httpx.Client, processor: ProcessorBook) -> tuple:
    """Charge a card whose first answer is lost, then reconcile."""
    head = lambda: {"Idempotency-Key": uuid.uuid4().hex}  # noqa: E731
    shop = http.post(
        "/v1/accounts", headers=head(), json={"name": "Shop", "currency": "JPY"}
    )
    order = {"account_id": shop.json()["id"], "amount": 500, "currency": "JPY"}
    made = http.post(
        "/v1/charges", headers=head(), json=order | {"card": "tok_lost"}
    ).json()
    charge = http.get(f"/v1/charges/{made['id']}", params={"wait_seconds": 10}).json()
    run = http.post("/v1/reconciliations").json()["id"]
    path = f"/v1/reconciliations/{run}"
    found = until(lambda: (r := http.get(path).json())["state"] == "done" and r)
    paid = len(processor.read()["done"])
    return (
        charge["status"],
        paid,
        charge["captured"],
        [b["class"] for b in found["breaks"]],
    )


# --8<-- [end:story]


with tempfile.TemporaryDirectory() as folder:
    results = {}
    for label, variant in variants(Path(folder)):
        with started(variant, project.accept | own_database(label)) as service:
            processor = ProcessorBook(service.url)
            until(processor.answers)
            with httpx.Client(base_url=service.url, timeout=15) as http:
                status, paid, captured, breaks = results[label] = story(http, processor)
        print(f"{label}, the client reads: {status}")
        print(f"{label}, cards charged: {paid}")
        print(f"{label}, in our books: {captured}")
        print(f"{label}, breaks: {', '.join(breaks) or 'none'}")
assert results["as it is"] == ("captured", 1, 500, [])
assert all(breaks for label, (*_, breaks) in results.items() if label in BUGS)
