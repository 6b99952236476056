# needs: model
# timeout: 120
# One small model, three messages, one class: asked, repaired, and constrained.
import re
from typing import Literal

from openai import OpenAI
from pydantic import BaseModel, Field, ValidationError

client = OpenAI()


# --8<-- [start:ask]
class Ticket(BaseModel):
    product: Literal["router", "phone", "invoice"]
    urgent: bool
    quantity: int = Field(ge=1, le=99)


MODES = {
    "prompt only": None,
    "JSON mode": {"type": "json_object"},
    "json_schema": {"type": "json_schema", "json_schema": {  # (1)!
        "name": "ticket", "strict": True, "schema": Ticket.model_json_schema()}},
}  # fmt: skip


def errors(text: str) -> str:
    try:
        Ticket.model_validate_json(text)
    except ValidationError as error:
        return "; ".join(f"{e['loc']}: {e['msg']}" for e in error.errors()[:3])
    return ""


def ask(messages: list, mode: str) -> tuple[str, int]:
    extra = {"response_format": MODES[mode]} if MODES[mode] else {}
    answer = client.chat.completions.create(
        model="smollm2-135m", messages=messages, temperature=0, seed=1,
        max_tokens=36, **extra)  # fmt: skip
    return answer.choices[0].message.content, answer.usage.completion_tokens


def repaired(messages: list, text: str) -> tuple[str, int]:
    again = f"Not valid: {errors(text)}. Answer with the corrected JSON object only."
    return ask([*messages, {"role": "assistant", "content": text},  # (2)!
                {"role": "user", "content": again}], "prompt only")  # fmt: skip
# --8<-- [end:ask]


ASK = ('Read the text and answer with a JSON object with the keys "product" (one of '
       '"router", "phone", "invoice"), "urgent" (true or false) and "quantity" '
       "(a whole number).\nText: ")  # fmt: skip
TEXTS = {
    "My router has died, the whole office is offline. Help now!": ("router", True),
    "Two invoices of March have the wrong address. No hurry.": ("invoice", False),
    "The phone rings but nobody can hear me. This is urgent.": ("phone", True),
}
valid: dict[str, int] = {}
tokens: dict[str, int] = {}
right = 0


def count(name: str, text: str, spent: int) -> None:
    valid[name] = valid.get(name, 0) + (not errors(text))
    tokens[name] = tokens.get(name, 0) + spent


for text, truth in TEXTS.items():
    question = [{"role": "user", "content": ASK + text}]
    for mode in MODES:
        answer, spent = ask(question, mode)
        count(mode, answer, spent)
        if mode == "prompt only":
            braces = re.search(r"\{.*\}", answer, re.DOTALL)
            count("prompt and a regex", braces.group() if braces else "", spent)
            if errors(answer):
                answer, more = repaired(question, answer)
                spent += more
            count("prompt and one repair", answer, spent)
        elif mode == "json_schema":
            ticket = Ticket.model_validate_json(answer)
            right += (ticket.product, ticket.urgent) == truth
for name in valid:
    sure = "" if name == "json_schema" else "≈ "
    print(f"{name}, valid: {sure}{valid[name]} of {len(TEXTS)}")
    print(f"{name}, tokens: ≈ {tokens[name]}")
print(f"json_schema, right product and urgency: ≈ {right} of {len(TEXTS)}")
assert valid["json_schema"] == len(TEXTS) > max(right, valid["prompt only"])
assert tokens["prompt and one repair"] > tokens["json_schema"]
