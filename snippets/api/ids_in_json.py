"""A 64-bit id on its way through JSON in JavaScript, as a number and as a string."""

import json
import random
import subprocess

ID = 10765432100123456789
SENT = f'{{"id": {ID}, "id_str": "{ID}"}}'

# --8<-- [start:readers]
NODE = """
const [sent, ids] = require("fs").readFileSync(0, "utf8").split("\\n");
const got = JSON.parse(sent);
console.log(JSON.stringify(got), Number.MAX_SAFE_INTEGER);
const all = JSON.parse(ids);
const exact = all.filter(id => BigInt(Number(id)) === BigInt(id));
const text = all.filter(id => JSON.stringify(Number(id)) === id);
console.log(exact.length / all.length, text.length / all.length);
"""
# --8<-- [end:readers]
draw = random.Random(7)
ids = json.dumps([str(draw.getrandbits(64)) for _ in range(200_000)])
node = subprocess.run(["node", "-e", NODE], input=f"{SENT}\n{ids}", text=True,
                      capture_output=True, check=True).stdout.splitlines()  # fmt: skip
answer, largest = node[0].rsplit(" ", 1)
exact, text = map(float, node[1].split())
print(f"server sends: {SENT}")
print(f"node answers: {answer}")
print(f"python answers: {json.dumps(json.loads(SENT))}")
print(f"largest safe integer: {largest}")
predicted = sum(2.0**-(lead + 1) * 2.0 ** (lead - 11) for lead in range(11)) + 2.0**-11
print(f"random ids that a double can hold, predicted: {predicted:.3%}")
print(f"random ids that a double can hold, counted: {exact:.3%}")
print(f"random ids whose digits JSON.stringify gives back: {text:.3%}")
assert answer == '{"id":10765432100123458000,"id_str":"10765432100123456789"}'
assert int(largest) == 2**53 - 1 and abs(exact - predicted) < 0.0006
assert text < 0.01
