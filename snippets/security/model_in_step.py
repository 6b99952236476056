"""A threat model that a test reads: every cell, every route, every proof."""
from pathlib import Path

from fastapi import FastAPI

import snippets

# --8<-- [start:model]
ELEMENTS = {  # (1)!
    "customer": "SR", "provider": "SR", "operator": "SR", "api": "STRIDE",
    "worker": "STRIDE", "database": "TID", "keys": "TID", "audit": "TRID",
    "customer>api": "TID", "worker>provider": "TID", "provider>webhook": "TID",
    "provider>file": "TID", "service>database": "TID", "operator>api": "TID"}
# id: likelihood x impact, decision, proof, cells
THREATS = {
    "T1": (3, 3, "mitigated", "security/object_check.py", "api.I api.E"),
    "T2": (3, 3, "mitigated", "api/webhook_signature.py",
           "provider.S provider>webhook.T"),
    "T3": (2, 3, "mitigated", "security/object_check.py", "operator.R"),
    "T4": (3, 2, "mitigated", "design/payment_timeout.py", "api.T customer>api.T"),
    "T5": (3, 2, "mitigated", "api/limited.py",
           "api.D customer>api.D operator>api.D provider>webhook.D"),
    "T6": (3, 2, "mitigated", "reliability/bulkhead_threads.py",
           "worker.D worker>provider.D"),
    "T7": (1, 3, "mitigated", "design/payments_ledger.py",
           "database.T worker.T audit.T audit.R api.R worker.R"),
    "T8": (2, 3, "mitigated", "security/refresh_rotation.py",
           "customer.S operator.S api.S customer>api.I operator>api.T operator>api.I"),
    "T9": (2, 3, "open until 2026-12-15", "", "keys.I keys.T worker.S worker.I"),
    "T10": (2, 3, "mitigated", "security/ssrf_spellings.py", "worker.E"),
    "T11": (3, 1, "accepted until 2027-05-21", "", "customer.R"),
    "T12": (1, 3, "mitigated", "design/payment_reconcile.sql",
            "provider.R provider>file.T provider>file.D"),
    "T13": (2, 2, "accepted until 2027-05-21", "",
            "database.I audit.I provider>file.I provider>webhook.I"),
    "T14": (1, 2, "accepted until 2027-05-21", "",
            "database.D keys.D audit.D service>database.D"),
    "T15": (1, 3, "open until 2026-12-15", "",
            "worker>provider.T worker>provider.I service>database.T"
            " service>database.I")}
app = FastAPI(openapi_url=None)
ROUTES = {"POST /payments": "api", "GET /payments/{id}": "api",  # (2)!
          "POST /payments/{id}/refunds": "api", "POST /webhooks": "api"}
# --8<-- [end:model]
for route in ROUTES:
    app.add_api_route(route.split()[1], lambda: None, methods=[route.split()[0]])


# --8<-- [start:check]
def gaps(threats, app):
    covered = {cell for *_, where in threats.values() for cell in where.split()}
    cells = {f"{name}.{kind}" for name, kinds in ELEMENTS.items() for kind in kinds}
    yield from (f"nobody thought of {cell}" for cell in sorted(cells - covered))
    yield from (f"no such cell {cell}" for cell in sorted(covered - cells))
    served = {f"{m} {r.path}" for r in app.routes for m in r.methods}
    yield from (f"not in the model: {new}" for new in sorted(served - ROUTES.keys()))
    folder = Path(snippets.__file__).parent
    for name, (_, _, decision, proof, _) in threats.items():
        if decision == "mitigated" and not (folder / proof).is_file():
            yield f"{name} is called mitigated, no proof: {proof or 'none named'}"
# --8<-- [end:check]


cells = sum(map(len, ELEMENTS.values()))
print(f"elements: {len(ELEMENTS)}")
print(f"cells: {cells}")
print(f"threats: {len(THREATS)}")
for score in (9, 6, 4, 3, 2):
    same = [name for name, (l, i, *_) in THREATS.items() if l * i == score]
    print(f"risk {score}: {', '.join(same)}")
for decision in ("mitigated", "accepted", "open"):
    same = [name for name, t in THREATS.items() if t[2].startswith(decision)]
    print(f"{decision}: {', '.join(same)}")
print(f"gaps: {len(list(gaps(THREATS, app)))}")
assert not list(gaps(THREATS, app))

app.add_api_route("/payments/export", lambda: None, methods=["GET"])  # (3)!
worse = {k: v for k, v in THREATS.items() if k != "T10"}
worse["T2"] = THREATS["T2"][:3] + ("api/webhook_checks.py",) + THREATS["T2"][4:]
found = list(gaps(worse, app))
print("A route added, T10 deleted, a proof renamed:")
print("\n".join(f"  {line}" for line in found))
assert len(found) == 3
