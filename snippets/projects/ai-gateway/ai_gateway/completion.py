"""An answer put together from the chunks of a stream, and a stream made from an answer."""

import time


def has_token(chunk: dict) -> bool:
    """Tell whether a chunk carries anything of the answer; the first one often says
    only that the assistant speaks."""
    return any(
        choice.get("finish_reason") or any(v for k, v in choice["delta"].items() if k != "role")
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
        self.usage: object = None

    def add(self, chunk: dict) -> dict:
        """Take a chunk in; return it as the client shall see it: with the gateway's id and
        model name, without what only the provider means."""
        self.usage = chunk.get("usage") or self.usage
        for choice in chunk["choices"]:
            self._add_choice(choice)
        return self.chunk(chunk["choices"])

    def chunk(self, choices: list[dict], **more: object) -> dict:
        """Return a chunk of this answer."""
        head = {"id": self.identity, "object": "chat.completion.chunk"}
        return {**head, "created": self.created, "model": self.model, "choices": choices, **more}

    def _add_choice(self, said: dict) -> None:
        empty = {"message": {"role": "assistant", "content": None}, "finish_reason": None}
        choice = self.choices.setdefault(said["index"], empty)
        choice["finish_reason"] = said.get("finish_reason") or choice["finish_reason"]
        message = choice["message"]
        for name, value in said["delta"].items():
            if name == "tool_calls":
                _add_calls(message.setdefault("tool_calls", []), value or [])
            elif name != "role" and isinstance(value, str):
                message[name] = (message.get(name) or "") + value

    def complete(self) -> bool:
        """Tell whether every choice has ended."""
        return bool(self.choices) and all(c["finish_reason"] for c in self.choices.values())

    def text(self) -> str:
        """Return all that was written, to estimate its tokens."""
        messages = [c["message"] for c in self.choices.values()]
        return "".join(str(v) for m in messages for k, v in m.items() if v and k != "role")

    def completion(self) -> dict:
        """Return the answer as one JSON object, without usage."""
        choices = [{"index": i, **c} for i, c in sorted(self.choices.items())]
        head = {"id": self.identity, "object": "chat.completion", "created": self.created}
        return {**head, "model": self.model, "choices": choices}


def _add_calls(calls: list[dict], deltas: list[dict]) -> None:
    for delta in deltas:
        index = delta.get("index", 0)
        while len(calls) <= index < 128:
            calls.append({"id": "", "type": "function", "function": {"name": "", "arguments": ""}})
        call, function = calls[index], delta.get("function") or {}
        call["id"] = delta.get("id") or call["id"]
        for name in ("name", "arguments"):
            call["function"][name] += function.get(name) or ""


def replayed(completion: dict) -> list[dict]:
    """Return the chunks of a stream that says what `completion` says."""
    answer = Answer(completion["id"], completion["model"])
    answer.created = completion["created"]
    chunks = []
    for choice in completion["choices"]:
        delta = dict(choice["message"])
        if "tool_calls" in delta:
            delta["tool_calls"] = [{"index": i, **c} for i, c in enumerate(delta["tool_calls"])]
        index, ends = choice["index"], choice["finish_reason"]
        said = [(delta, None), ({}, ends)]
        chunks += [
            answer.chunk([{"index": index, "delta": d, "finish_reason": f}]) for d, f in said
        ]
    return chunks
