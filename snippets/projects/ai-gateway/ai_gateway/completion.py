"""An answer put together from the chunks of a stream, and a stream of an answer."""

import time


def has_token(chunk: dict) -> bool:
    """Tell whether a chunk carries anything of the answer; the first one often says
    only that the assistant speaks."""
    return any(
        choice.get("finish_reason")
        or any(v for k, v in choice["delta"].items() if k != "role")
        for choice in chunk["choices"]
    )


def finishes(chunk: dict) -> bool:
    """Tell whether a choice ends in this chunk."""
    return any(choice.get("finish_reason") for choice in chunk["choices"])


class Answer:
    """Collects the chunks of one answer."""

    def __init__(self, identity: str, model: str) -> None:
        self.identity, self.model, self.created = identity, model, int(time.time())
        self.choices: dict[int, dict] = {}
        self.calls: dict[int, dict[int, dict]] = {}  # tool calls by choice and index
        self.usage: object = None

    def add(self, chunk: dict) -> dict:
        """Take a chunk in; return it as the client shall see it: with the gateway's id
        and model name, without what only the provider means."""
        self.usage = chunk.get("usage") or self.usage
        for choice in chunk["choices"]:
            self._add_choice(choice)
        return self.chunk(chunk["choices"])

    def chunk(self, choices: list[dict], **more: object) -> dict:
        """Return a chunk of this answer."""
        return {**self._head("chat.completion.chunk"), "choices": choices, **more}

    def _head(self, kind: str) -> dict:
        head = {"id": self.identity, "object": kind}
        return {**head, "created": self.created, "model": self.model}

    def _add_choice(self, said: dict) -> None:
        message = {"role": "assistant", "content": None}
        empty = {"message": message, "finish_reason": None}
        choice = self.choices.setdefault(said["index"], empty)
        choice["finish_reason"] = said.get("finish_reason") or choice["finish_reason"]
        _add_logprobs(choice, said.get("logprobs") or {})
        message = choice["message"]
        for name, value in said["delta"].items():
            if name == "tool_calls":
                _add_calls(self.calls.setdefault(said["index"], {}), value or [])
            elif name == "function_call" and value:
                _continue(message.setdefault(name, _function()), value)
            elif name != "role" and isinstance(value, str):
                message[name] = (message.get(name) or "") + value

    def complete(self) -> bool:
        """Tell whether every choice has ended."""
        ends = [choice["finish_reason"] for choice in self.choices.values()]
        return bool(ends) and all(ends)

    def text(self) -> str:
        """Return all that was written, to estimate its tokens."""
        messages = [self._message(index) for index in self.choices]
        return "".join(
            str(v) for m in messages for k, v in m.items() if v and k != "role"
        )

    def completion(self) -> dict:
        """Return the answer as one JSON object, without usage."""
        choices = [
            {"index": i, **choice, "message": self._message(i)}
            for i, choice in sorted(self.choices.items())
        ]
        return {**self._head("chat.completion"), "choices": choices}

    def _message(self, index: int) -> dict:
        message, calls = self.choices[index]["message"], self.calls.get(index, {})
        if not calls:
            return message
        return {**message, "tool_calls": [call for _, call in sorted(calls.items())]}


def _add_logprobs(choice: dict, said: dict) -> None:
    for name, tokens in said.items():
        joined = choice.setdefault("logprobs", {})
        if tokens and joined.get(name):
            joined[name] += tokens
        else:
            joined[name] = [*tokens] if tokens else joined.get(name)


def _add_calls(calls: dict[int, dict], deltas: list[dict]) -> None:
    for delta in deltas:
        empty = {"id": "", "type": "function", "function": _function()}
        call = calls.setdefault(delta["index"], empty)
        call["id"] = delta.get("id") or call["id"]
        _continue(call["function"], delta.get("function") or {})


def _function() -> dict:
    return {"name": "", "arguments": ""}


def _continue(function: dict, said: dict) -> None:
    for name in function:
        function[name] += said.get(name) or ""


def replayed(completion: dict) -> list[dict]:
    """Return the chunks of a stream that says what `completion` says."""
    answer = Answer(completion["id"], completion["model"])
    answer.created = completion["created"]
    chunks = []
    for choice in completion["choices"]:
        delta = dict(choice["message"])
        if calls := delta.get("tool_calls"):
            delta["tool_calls"] = [{"index": i, **c} for i, c in enumerate(calls)]
        index, told = choice["index"], choice.get("logprobs")
        first = {"index": index, "delta": delta, "finish_reason": None}
        last = {"index": index, "delta": {}, "finish_reason": choice["finish_reason"]}
        first |= {"logprobs": told} if told else {}
        chunks += [answer.chunk([first]), answer.chunk([last])]
    return chunks
