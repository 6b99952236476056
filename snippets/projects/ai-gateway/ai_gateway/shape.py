"""What a chunk of a provider must look like, as far as the gateway reads it."""

MOST_CHOICES, MOST_CALLS = 8, 128


def is_chunk(chunk: dict) -> bool:
    """Tell whether each member that is read later is of the kind the protocol says."""
    choices = chunk["choices"]
    return isinstance(choices, list) and all(map(_is_choice, choices))


def _is_choice(choice: object) -> bool:
    if not isinstance(choice, dict) or not isinstance(choice.get("delta"), dict):
        return False
    delta = choice["delta"]
    calls = delta.get("tool_calls") or []
    return (
        _is_index(choice.get("index"), MOST_CHOICES)
        and _is_text(choice.get("finish_reason"))
        and _are_logprobs(choice.get("logprobs"))
        and _is_function(delta.get("function_call"))
        and isinstance(calls, list)
        and all(map(_is_call, calls))
    )


def _is_call(call: object) -> bool:
    return (
        isinstance(call, dict)
        and _is_index(call.get("index"), MOST_CALLS)
        and _is_text(call.get("id"))
        and _is_function(call.get("function"))
    )


def _is_function(said: object) -> bool:
    if not isinstance(said, dict):
        return said is None
    return _is_text(said.get("name")) and _is_text(said.get("arguments"))


def _are_logprobs(said: object) -> bool:
    if not isinstance(said, dict):
        return said is None
    return all(v is None or isinstance(v, list) for v in said.values())


def _is_index(value: object, most: int) -> bool:
    return type(value) is int and 0 <= value < most


def _is_text(value: object) -> bool:
    return value is None or isinstance(value, str)
