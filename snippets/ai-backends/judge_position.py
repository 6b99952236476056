# needs: model
# A model as judge: the same two answers, in both orders.
import os
from concurrent.futures import ThreadPoolExecutor

import httpx

# --8<-- [start:judge]
PAIRS = [("What is 2 + 2?", "4", "5"), ("Capital of France?", "Paris", "Berlin"),
         ("Days in a week?", "Seven", "Nine"), ("Colour of grass?", "Green", "Blue"),
         ("Is fire hot?", "Yes", "No"), ("Who wrote Hamlet?", "Shakespeare", "Mozart")]


def judge(question, a, b):
    text = (f"Question: {question}\nAnswer A: {a}\nAnswer B: {b}\n"
            "Which answer is better?")
    body = {"model": "smollm2-135m", "max_tokens": 1, "temperature": 0,
            "messages": [{"role": "user", "content": text}],
            "grammar": 'root ::= "A" | "B"'}
    url = f"{os.environ['OPENAI_BASE_URL']}/chat/completions"
    answer = httpx.post(url, json=body, timeout=60)
    return answer.json()["choices"][0]["message"]["content"]


def both_orders(pair):
    question, good, bad = pair
    return judge(question, good, bad), judge(question, bad, good)  # (1)!
# --8<-- [end:judge]


with ThreadPoolExecutor(2) as pool:
    verdicts = list(pool.map(both_orders, PAIRS))
right_first = sum(first == "A" for first, _ in verdicts)
place = sum(first == second for first, second in verdicts)
agreed = sum(pair == ("A", "B") for pair in verdicts)
print(f"right, when the good answer stands first: ≈ {right_first} of {len(PAIRS)}")
print(f"right in both orders: ≈ {agreed} of {len(PAIRS)}")
print(f"the same letter in both orders: ≈ {place} of {len(PAIRS)}")
assert place >= 3
