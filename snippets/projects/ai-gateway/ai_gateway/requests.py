"""The request of POST /v1/chat/completions, and what it may cost at most."""

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from ai_gateway.documents import MOST_TOKENS, Model, whole

Text = Annotated[str, Field(max_length=2**20)]
Count = Annotated[int, Field(ge=1, le=MOST_TOKENS), BeforeValidator(whole)]


class Part(BaseModel):
    """A part of a message: text, an image and whatever providers add."""

    model_config = ConfigDict(extra="allow", strict=True)
    type: Annotated[str, Field(max_length=64)]


class Message(BaseModel):
    """A message; tool calls and the like pass through."""

    model_config = ConfigDict(extra="allow", strict=True)
    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: Text | list[Part] | None = None


class StreamOptions(BaseModel):
    """What a stream shall hold beside the answer."""

    model_config = ConfigDict(extra="allow", strict=True)
    include_usage: bool = False


class ChatRequest(BaseModel):
    """What the gateway itself reads; every other member passes through unchanged."""

    model_config = ConfigDict(extra="allow", strict=True)
    model: Annotated[str, Field(min_length=1, max_length=64)]
    messages: list[Message] = Field(min_length=1, max_length=1024)
    stream: bool = False
    stream_options: StreamOptions | None = None
    temperature: Annotated[float, Field(ge=0, le=2)] | None = None
    n: Annotated[int, Field(ge=1, le=8), BeforeValidator(whole)] | None = None
    max_tokens: Count | None = None
    max_completion_tokens: Count | None = None

    def wants_usage(self) -> bool:
        """Tell whether the client asked for the usage chunk of a stream."""
        return bool(self.stream_options and self.stream_options.include_usage)


# --8<-- [start:estimate]
def tokens_of(text: str) -> int:
    """Return about how many tokens `text` has: three bytes each, rarely too few."""
    return -(-len(text.encode("utf-8", "surrogatepass")) // 3)


def most_tokens(request: ChatRequest, model: Model, prompt: str) -> tuple[int, int]:
    """Return what to reserve for prompt and completion; `prompt` is the messages'
    JSON."""
    asked = request.max_completion_tokens or request.max_tokens
    most = asked or model.max_output_tokens
    return tokens_of(prompt), most * (request.n or 1)


# --8<-- [end:estimate]
