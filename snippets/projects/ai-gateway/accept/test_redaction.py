"""What must not leave, and bodies that are too much."""

SECRETS = "mail a.b@example.com, card 4111 1111 1111 1111, key sk-abcdefghijklmnop1234"
KEPT = "order 4111 1111 1111 1112 at 12:30"


def test_prompts_are_redacted_for_a_key_that_wants_it(gateway):
    """A key that says so keeps addresses, cards and secrets from the provider."""
    provider = gateway.provider()
    gateway.key(redact_prompts=True)
    gateway.ask(f"{SECRETS}; {KEPT}")
    sent = provider.seen[0]["messages"][0]["content"]
    assert sent == f"mail [email], card [card], key [secret]; {KEPT}"


def test_prompts_are_not_redacted_otherwise(gateway):
    """Otherwise the prompt is sent as it is."""
    provider = gateway.provider()
    gateway.ask(SECRETS)
    assert provider.seen[0]["messages"][0]["content"] == SECRETS


def test_a_body_that_is_too_large_is_refused(gateway):
    """A body of over 1 MiB is refused with 413, another type with 415."""
    gateway.provider()
    assert gateway.ask("x" * 2**20).status_code == 413
    headers = gateway.auth() | {"Content-Type": "text/plain"}
    answer = gateway.client.post("/v1/chat/completions", content=b"{}", headers=headers)
    assert answer.status_code == 415 and answer.json()["error"]["code"]
