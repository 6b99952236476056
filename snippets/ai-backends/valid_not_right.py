# needs: model
# timeout: 120
# The model is asked for a value that the schema forbids. Does the grammar stop it?
import json

from jsonschema import Draft202012Validator, FormatChecker
from openai import OpenAI

client = OpenAI()


# --8<-- [start:ask]
def ask(value: str, rule: dict, tokens: int = 24) -> tuple[str, str]:
    schema = {"type": "object", "properties": {"v": rule}, "required": ["v"],
              "additionalProperties": False}  # fmt: skip
    answer = client.chat.completions.create(
        model="smollm2-135m", temperature=0, seed=1, max_tokens=tokens,
        messages=[{"role": "user", "content": f'Answer with {{"v": {value}}}'}],
        response_format={"type": "json_schema", "json_schema": {
            "name": "v", "strict": True, "schema": schema}})  # fmt: skip
    choice = answer.choices[0]
    if choice.finish_reason == "length":  # (1)!
        return "cut off: not JSON", choice.message.content
    checker = Draft202012Validator(schema, format_checker=FormatChecker())
    valid = checker.is_valid(json.loads(choice.message.content))
    return ("obeyed" if valid else "let through"), choice.message.content


RULES = {
    "integer, maximum": ("500", {"type": "integer", "maximum": 9}),
    "number, maximum": ("500.5", {"type": "number", "maximum": 9}),
    "integer, multipleOf": ("7", {"type": "integer", "multipleOf": 10}),
    "string, pattern": ('"abc"', {"type": "string", "pattern": "^[0-9]{4}$"}),
    "string, format email": ('"abc"', {"type": "string", "format": "email"}),
    "string, not": ('"a"', {"type": "string", "not": {"const": "a"}}),
    "enum": ('"a house"', {"enum": ["router", "phone", "invoice"]}),  # (2)!
}
# --8<-- [end:ask]
told = {name: ask(*rule)[0] for name, rule in RULES.items()}
told["enum, max_tokens 3"] = ask('"a house"', RULES["enum"][1], tokens=3)[0]
for name, outcome in told.items():
    print(f"{name}: {outcome}")
for name in ("integer, maximum", "string, pattern"):
    assert told[name] == "obeyed"
for name in ("number, maximum", "integer, multipleOf", "string, format email"):
    assert told[name] == "let through"
