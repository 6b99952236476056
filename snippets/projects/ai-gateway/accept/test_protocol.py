"""The OpenAI protocol: what clients of OpenAI find here."""

import json
import time

from accept.conftest import ADMIN, text_of
from accept.provider import calls, delta, event, raw, says


def test_answers_like_openai(gateway):
    """A question gets a chat.completion with the provider's words and its usage."""
    gateway.provider(says("good day to you"))
    answer = gateway.ask().json()
    assert answer["object"] == "chat.completion" and answer["model"] == gateway.model
    message = {"role": "assistant", "content": "good day to you "}
    assert answer["choices"][0]["message"] == message
    assert answer["choices"][0]["finish_reason"] == "stop"
    usage = {"prompt_tokens": 5, "completion_tokens": 4, "total_tokens": 9}
    assert answer["usage"] == usage


def test_streams_like_openai(gateway):
    """A stream brings the same words, one finish_reason, and [DONE] at its end."""
    gateway.provider(says("good day to you"))
    events = gateway.stream(stream_options={"include_usage": True})
    assert text_of(events) == "good day to you " and events[-1] == "[DONE]"
    assert sum('"finish_reason":"stop"' in e.replace(" ", "") for e in events) == 1
    assert json.loads(events[-2])["usage"]["total_tokens"] == 9


def test_tokens_are_passed_on_at_once(gateway):
    """A token reaches the client before the provider has made the next."""
    provider = gateway.provider()
    provider.scripts.append(says("a b c d e f", pause=0.1))
    body = gateway.body(stream=True)
    with gateway.client.stream(
        "POST", "/v1/chat/completions", json=body, headers=gateway.auth()
    ) as answer:
        pieces = [piece.replace(" ", "") for piece in answer.iter_text()]
    reads = [piece for piece in pieces if '"content"' in piece]
    assert len(reads) >= 4


def test_usage_chunk_only_when_asked_for(gateway):
    """Without include_usage a stream holds no usage chunk."""
    gateway.provider()
    assert all("usage" not in json.loads(e) for e in gateway.stream()[:-1])


def test_tool_calls_are_put_together(gateway):
    """The parts of a tool call arrive as one call with all of its arguments."""
    parts = [{"index": 0, "id": "c1", "function": {"name": "add", "arguments": ""}}]
    parts += [{"index": 0, "function": {"arguments": a}} for a in ('{"a":', "1}")]
    chunks = [delta(tool_calls=[part]) for part in parts] + [delta(finish="tool_calls")]
    gateway.provider(raw(b"".join(map(event, chunks)) + b"data: [DONE]\n\n"))
    choice = gateway.ask().json()["choices"][0]
    [call] = choice["message"]["tool_calls"]
    assert call["function"] == {"name": "add", "arguments": '{"a":1}'}
    assert choice["finish_reason"] == "tool_calls"


def test_tool_calls_need_not_begin_at_zero(gateway):
    """Where a provider counts tool calls from one, no empty call is put before them."""
    part = {"index": 1, "id": "c1", "function": {"name": "add", "arguments": "{}"}}
    gateway.provider(calls(part))
    [call] = gateway.ask().json()["choices"][0]["message"]["tool_calls"]
    assert (call["id"], call["function"]["name"]) == ("c1", "add")


def test_a_function_call_is_put_together(gateway):
    """The parts of a function_call, as older clients ask for, arrive as one."""
    parts = [{"name": "add", "arguments": ""}]
    parts += [{"arguments": said} for said in ('{"a":', "1}")]
    chunks = [delta(function_call=part) for part in parts]
    chunks += [delta("", function_call=None), delta(finish="function_call")]
    gateway.provider(raw(b"".join(map(event, chunks)) + b"data: [DONE]\n\n"))
    message = gateway.ask().json()["choices"][0]["message"]
    assert message["function_call"] == {"name": "add", "arguments": '{"a":1}'}


def test_logprobs_are_put_together(gateway):
    """The logprobs of each token arrive as one list, at first and from the cache."""
    told = [{"token": word, "logprob": -0.5} for word in ("one ", "two ")]
    chunks = [delta(token["token"]) for token in told]
    for chunk, token in zip(chunks, told, strict=True):
        chunk["choices"][0]["logprobs"] = {"content": [token], "refusal": None}
    body = b"".join(map(event, [*chunks, delta(finish="stop")]))
    gateway.provider(raw(body + b"data: [DONE]\n\n"))
    gateway.key(cache_seconds=60)
    for found in ("miss", "hit"):
        answer = gateway.ask(logprobs=True, temperature=0)
        assert answer.headers["x-cache"] == found
        choice = answer.json()["choices"][0]
        assert choice["logprobs"] == {"content": told, "refusal": None}
    events = gateway.stream(logprobs=True, temperature=0)
    chunks = [json.loads(said)["choices"] for said in events[:-1]]
    streamed = [c["logprobs"] for [c] in chunks if c.get("logprobs")]
    assert [token for said in streamed for token in said["content"]] == told


def test_unknown_parameters_reach_the_provider(gateway):
    """What the gateway does not know reaches the provider unchanged."""
    provider = gateway.provider()
    gateway.ask(seed=7, reasoning={"effort": "low"})
    assert provider.seen[0]["seed"] == 7
    assert provider.seen[0]["reasoning"] == {"effort": "low"}


def test_errors_are_openai_errors(gateway):
    """A wrong key, model or body is answered with OpenAI's error object."""
    wrong = [
        (gateway.ask(secret="sk-no"), 401, "invalid_api_key"),
        (gateway.ask(), 404, "model_not_found"),
        (gateway.ask(messages=[]), 400, "invalid_request"),
    ]
    for answer, status, code in wrong:
        assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
        assert set(answer.json()["error"]) == {"message", "type", "param", "code"}


def test_a_key_sees_its_models(gateway):
    """A key lists and uses the models it was given, and no other."""
    gateway.provider()
    mine, other = gateway.model, gateway.key(models=["other"])
    assert gateway.ask(secret=other).status_code == 404
    secret = gateway.key(models=[mine])
    listed = gateway.client.get("/v1/models", headers=gateway.auth(secret)).json()
    assert [m["id"] for m in listed["data"]] == [mine]
    assert gateway.ask().status_code == 200


def test_a_revoked_key_is_refused(gateway):
    """A revoked key is refused a second later."""
    gateway.provider()
    assert gateway.ask().status_code == 200
    answer = gateway.client.delete(f"/admin/keys/{gateway.key_id}", headers=ADMIN)
    assert answer.status_code == 204
    time.sleep(1.1)
    assert gateway.ask().status_code == 401
