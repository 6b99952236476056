# needs: model
# timeout: 120
# Two prompts, one small model, 24 golden cases, and what the difference is worth.
import math
import os
from concurrent.futures import ThreadPoolExecutor

import httpx

GOOD = """Arrived a day early|Works perfectly, thank you|Best shop I know
The support was friendly and fast|Great quality for the price|I love the colour
Easy to set up|My children are happy with it|Exactly as described
Will buy again|Fast delivery, well packed|A wonderful present"""
BAD = """Broken after two days|Nobody answers my e-mails|Worst shop I know
The parcel never came|Far too expensive for this quality|I hate the colour
The manual is useless|I want my money back|Not at all as described
Never again|Late, and the box was wet|A complete waste of time"""
CASES = [(text, label) for texts, label in ((GOOD, "positive"), (BAD, "negative"))
         for text in texts.replace("\n", "|").split("|")]

# --8<-- [start:prompts]
PLAIN = "Review: {}.\nThe review is"
EXAMPLES = """Review: I am very satisfied.\nSentiment: positive
Review: It does not work.\nSentiment: negative
Review: Good service.\nSentiment: positive
Review: Terrible service.\nSentiment: negative
Review: {}.\nSentiment:"""


def ask(prompt, text, temperature, seed):
    body = {"model": "smollm2-135m", "prompt": prompt.format(text), "max_tokens": 3,
            "temperature": temperature, "seed": seed,
            "grammar": 'root ::= " positive" | " negative"'}  # (1)!
    url = f"{os.environ['OPENAI_BASE_URL']}/completions"
    answer = httpx.post(url, json=body, timeout=60)
    return answer.json()["choices"][0]["text"].strip()


def passes(prompt, cases, temperature=0, seed=0):
    def one(case):
        number, (text, label) = case
        return ask(prompt, text, temperature, seed * 100 + number) == label

    return list(pool.map(one, enumerate(cases)))
# --8<-- [end:prompts]


def wilson(passed, n, z=1.96):
    p, z2 = passed / n, z * z / n
    half = z * math.sqrt(p * (1 - p) / n + z2 / n / 4) / (1 + z2)
    return (p + z2 / 2) / (1 + z2) - half, (p + z2 / 2) / (1 + z2) + half


def show(name, passed):
    low, high = wilson(sum(passed), len(passed))
    print(f"{name}: ≈ {sum(passed)} of {len(passed)}")
    print(f"{name}, 95%: ≈ {low:.0%} to ≈ {high:.0%}")
    assert high - low > 0.1


pool = ThreadPoolExecutor(2)
plain, examples = passes(PLAIN, CASES), passes(EXAMPLES, CASES)
show("plain prompt", plain)
show("with four examples", examples)
better = sum(e and not p for p, e in zip(plain, examples, strict=True))
worse = sum(p and not e for p, e in zip(plain, examples, strict=True))
n, k = better + worse, min(better, worse)
p_value = min(1, 2 * sum(math.comb(n, i) for i in range(k + 1)) / 2**n)
print(f"changed by the examples: ≈ {better} better, ≈ {worse} worse, p ≈ {p_value:.3f}")
half = CASES[::2]
first, second = (passes(EXAMPLES, half, temperature=1, seed=s) for s in (1, 2))
show("temperature 1, first run", first)
show("temperature 1, second run", second)
flips = sum(a != b for a, b in zip(first, second, strict=True))
both = sum(a and b for a, b in zip(first, second, strict=True))
print(f"cases that changed between these runs: ≈ {flips}")
print(f"passed in both: ≈ {both} of {len(half)}")
assert p_value > 0.05 and flips >= 1
