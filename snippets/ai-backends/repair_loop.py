# A scripted provider fails in five ways; a loop with a bound answers each differently.
import json
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from openai import OpenAI
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator


# --8<-- [start:loop]
class Stay(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)  # (1)!
    first: int = Field(ge=1, le=31)
    last: int

    @model_validator(mode="after")
    def in_order(self):
        if self.last < self.first:
            raise ValueError("last must not be before first")
        return self


@dataclass
class Result:
    value: Stay | None
    why: str
    calls: int
    tokens: int


def extract(client: OpenAI, case: str, repairs: int = 2) -> Result:
    messages = [{"role": "user", "content": "When do they stay?"}]
    room, spent, longer = 50, 0, False
    for call in range(1, repairs + 2):
        answer = client.chat.completions.create(
            model=case, messages=messages, max_tokens=room)  # fmt: skip
        choice, spent = answer.choices[0], spent + answer.usage.total_tokens
        if choice.message.refusal or choice.finish_reason == "content_filter":
            return Result(None, "refused", call, spent)  # (2)!
        if choice.finish_reason == "length":
            if longer:
                return Result(None, "too long", call, spent)
            room, longer = room * 4, True  # (3)!
            continue
        try:
            text = choice.message.content
            return Result(Stay.model_validate_json(text), "valid", call, spent)
        except ValidationError as error:
            what = error.errors(include_url=False, include_context=False)
            messages = [messages[0], {"role": "assistant", "content": text},
                        {"role": "user", "content": f"Correct this: {what}"}]  # (4)!
    return Result(None, "gave up", call, spent)  # (5)!
# --8<-- [end:loop]


GOOD, TURNED = '{"first": 3, "last": 5}', '{"first": 5, "last": 3}'
SCRIPTS = {
    "valid at once": [("stop", GOOD)],
    "last before first": [("stop", TURNED), ("stop", GOOD)],
    "number as text": [("stop", '{"first": "3", "last": 5}'), ("stop", GOOD)],
    "cut at max_tokens": [("length", '{"first": 3,'), ("stop", GOOD)],
    "refusal": [("stop", None)],
    "never right": [("stop", TURNED)] * 9,
}


class Provider(BaseHTTPRequestHandler):
    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        reason, content = SCRIPTS[asked["model"]].pop(0)
        prompt = len(json.dumps(asked["messages"])) // 4  # a rough count of tokens
        body = json.dumps({
            "id": "1", "object": "chat.completion", "created": 0, "model": "scripted",
            "choices": [{"index": 0, "finish_reason": reason, "message": {
                "role": "assistant", "content": content,
                "refusal": None if content else "I cannot help with that."}}],
            "usage": {"prompt_tokens": prompt, "completion_tokens": 10,
                      "total_tokens": prompt + 10}}).encode()  # fmt: skip
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
threading.Thread(target=server.serve_forever, daemon=True).start()
client = OpenAI(base_url=f"http://127.0.0.1:{server.server_port}", api_key="none")
for case in SCRIPTS:
    got = extract(client, case)
    print(f"{case}: {got.why}, calls {got.calls}, tokens {got.tokens}")
