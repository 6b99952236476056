# needs: postgresql
# The loop around tool calls. The model is a script that errs in the ways models err.
import json
import os
import time
from concurrent.futures import ThreadPoolExecutor, TimeoutError

import jsonschema
import psycopg

URL = os.environ["DATABASE_URL"]
pool = ThreadPoolExecutor(8)


def get_order(order_id):
    time.sleep(0.1)
    return {"order_id": order_id, "cents": 4200}


def refund(order_id, cents, key):
    with psycopg.connect(URL) as own:
        new = own.execute("INSERT INTO refunds VALUES (%s, %s, %s) ON CONFLICT DO "
                          "NOTHING", (key, order_id, cents)).rowcount == 1
        kept = own.execute("SELECT order_id, cents FROM refunds WHERE key = %s", (key,))
        if kept.fetchone() != (order_id, cents):
            return {"error": "this step has already refunded something else"}
    return {"refunded": cents, "first_time": new}


# --8<-- [start:loop]
whole = {"type": "integer", "minimum": 1}
upto_50 = {**whole, "maximum": 5000}
TOOLS = {  # name: function, writes?, seconds, schemas of the arguments
    "get_order": (get_order, False, 1, {"order_id": whole}),
    "refund": (refund, True, 5, {"order_id": whole, "cents": upto_50}),
    "stuck": (lambda: time.sleep(1), False, 0.2, {}),
}


def start(key, name, arguments):
    if name not in TOOLS:
        return {"error": f"no tool {name}; there are {', '.join(TOOLS)}"}
    function, writes, seconds, properties = TOOLS[name]
    schema = {"type": "object", "properties": properties,
              "required": list(properties), "additionalProperties": False}
    try:
        given = json.loads(arguments)
        jsonschema.validate(given, schema)  # (1)!
    except (json.JSONDecodeError, jsonschema.ValidationError) as error:
        return {"error": str(error).splitlines()[0]}
    return seconds, pool.submit(function, **given, **({"key": key} if writes else {}))


def finish(job):
    if isinstance(job, dict):
        return job
    seconds, future = job
    try:
        return future.result(seconds)
    except TimeoutError:
        return {"error": f"no answer within {seconds} s"}  # (2)!


def run(run_id, model, steps=6, tokens=4000):
    results = []
    for step in range(1, steps + 1):  # (3)!
        calls, used = model(results)
        tokens -= used
        if not calls:
            return "answered", step, results
        if tokens <= 0:
            return "stopped by tokens", step, results
        jobs = [start(f"{run_id}:{step}:{n}", name, arguments)  # (4)!
                for n, (call_id, name, arguments) in enumerate(calls)]
        results = [finish(job) for job in jobs]  # (5)!
    return "stopped by steps", step, results
# --8<-- [end:loop]


def script(*turns, used=300):
    turns = iter([*turns, []])
    return lambda results: (next(turns), used)


wrong = [("c1", "get_order", '{"order_id": "the blue one"}'),
         ("c2", "get_order", '{"order_id": 10'), ("c3", "delete_order", "{}"),
         ("c4", "refund", '{"order_id": 1042, "cents": 420000}'), ("c5", "stuck", "{}")]
for call, result in zip(wrong, run("run-0", script(wrong))[2], strict=True):
    print(f"{call[1]} {call[2]}: {result['error']}")

reads = [(f"r{n}", "get_order", f'{{"order_id": {n}}}') for n in range(1, 6)]
began = time.perf_counter()
run("run-1", script(reads))
took = time.perf_counter() - began
print(f"five reads of 0.1 s: ≈ {took:.2f} s")

with psycopg.connect(URL) as db:
    db.execute("CREATE TABLE refunds (key text PRIMARY KEY, order_id int, cents int)")
for call_id, cents in [("call_x1", 4200), ("call_y7", 4200), ("call_z3", 4100)]:
    pays = [(call_id, "refund", f'{{"order_id": 1042, "cents": {cents}}}')]
    result = run("run-2", script(pays))[2][0]
    print(f"{call_id}, {cents} cents:", result.get("error") or result)
with psycopg.connect(URL) as db:
    rows = db.execute("SELECT count(*), sum(cents) FROM refunds").fetchone()
print("refunds in the database:", rows[0])

ends = [run("run-3", lambda _: (reads[:1], used))[:2] for used in (300, 1500)]
print("a model that never ends:", *ends[0])
print("the same with long answers:", *ends[1])
assert rows == (1, 4200) and took < 0.45
