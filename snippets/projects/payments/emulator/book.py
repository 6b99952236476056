"""The processor's book: what was asked of it, by idempotency key, and what it did."""

import threading
import uuid
from collections import Counter

FEE_FIXED, FEE_PERMILLE = 25, 14
Answer = tuple[int, dict]


class Book:
    """Answers by key, payments by id, lines of the settlement report, calls counted.

    All of it lives in memory: the emulator is never killed, it stands for a company
    that keeps its own promises.
    """

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.answers: dict[str, Answer] = {}
        self.payments: dict[str, dict] = {}
        self.lines: list[dict] = []
        self.calls: Counter[str] = Counter()

    def do(self, key: str, kind: str, payment: str | None, body: dict) -> Answer:
        """Return the answer of `key`; its first call decides it."""
        with self.lock:
            self.calls[key] += 1
            if key not in self.answers:
                self.answers[key] = self._decide(key, kind, payment, body)
            return self.answers[key]

    def _decide(self, key: str, kind: str, payment: str | None, body: dict) -> Answer:
        amount = body["amount"]
        if payment is None:
            if body["card"] == "tok_declined":
                return 402, {"code": "insufficient_funds"}
            payment = f"pay_{uuid.uuid4().hex}"
            kind = "charge" if body["capture"] else "authorize"
            self.payments[payment] = {"amount": amount, "captured": 0, **body}
        found = self.payments.get(payment)
        if found is None:
            return 404, {"code": "no_such_payment"}
        captured = found["captured"]
        limit = captured if kind == "refund" else found["amount"] - captured
        if kind != "authorize" and amount > limit:
            return 402, {"code": "amount_too_large"}
        if kind != "authorize":
            found["captured"] += -amount if kind == "refund" else amount
            self._settle(key, kind, amount, found)
        return 201, {"id": payment, "status": "succeeded"}

    def _settle(self, key: str, kind: str, amount: int, payment: dict) -> None:
        card, currency = payment["card"], payment["currency"]
        fee = 0 if kind == "refund" else FEE_FIXED + amount * FEE_PERMILLE // 1000
        wrong = {
            "tok_short": {"amount": amount - 1},
            "tok_foreign": {"currency": "USD" if currency == "EUR" else "EUR"},
            "tok_reversed": {"kind": "refund"},
        }.get(card, {})
        for _ in range({"tok_unsettled": 0, "tok_twice": 2}.get(card, 1)):
            self.lines.append({
                "position": len(self.lines) + 1, "reference": key, "kind": kind,
                "amount": amount, "fee": fee, "currency": currency, **wrong,
            })  # fmt: skip
