"""The same behaviour twice, measured. Cognitive Complexity: the rules used here."""
import ast
import inspect

from radon.complexity import cc_visit
from radon.metrics import mi_visit

from snippets.leadership import order_flags, order_states


# --8<-- [start:cognitive]
def cognitive(node, depth=0):
    """+1 a break of the flow, +1 more a level it is nested; else and and/or: +1."""
    score = 0
    if isinstance(node, ast.BoolOp):
        score += 1
    if isinstance(node, (ast.For, ast.While, ast.ExceptHandler, ast.IfExp)):
        score, depth = score + 1 + depth, depth + 1
    if isinstance(node, ast.If):
        return score + if_chain(node, depth, 1 + depth)
    return score + sum(cognitive(n, depth) for n in ast.iter_child_nodes(node))


def if_chain(node, depth, cost):
    score = cost + cognitive(node.test, depth)
    score += sum(cognitive(n, depth + 1) for n in node.body)
    if len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If):
        return score + if_chain(node.orelse[0], depth, 1)  # (1)!
    if node.orelse:
        score += 1 + sum(cognitive(n, depth + 1) for n in node.orelse)
    return score
# --8<-- [end:cognitive]


# --8<-- [start:states]
def states(order_class):
    """Walk every event from every state; return fields, and states that are reached."""
    seen, open_ends = set(), [()]
    while open_ends:
        events = open_ends.pop()
        order = order_class()
        for event in events:
            order.handle(event)
        state = tuple(vars(order).values())
        if state not in seen:
            seen.add(state)
            open_ends += [(*events, event) for event in order_flags.EVENTS]
    return len(vars(order_class())), len(seen)
# --8<-- [end:states]


GUARDS = "def f(a, b, c):\n    if a: return 1\n    if b: return 2\n    if c: return 3"
NESTED = "def f(a, b, c):\n    if a:\n        if b:\n            if c: return 1"
results = {}
for name, module in (("flags", order_flags), ("states", order_states)):
    text = inspect.getsource(module.Order)
    if module is order_states:
        text = "NEXT = " + repr(module.NEXT) + "\n" + text
    handle = next(b for b in cc_visit(text) if b.name == "Order").methods[1]
    body = next(n for n in ast.walk(ast.parse(text))
                if getattr(n, "name", "") == "handle")
    fields, reached = states(module.Order)
    results[name] = handle.complexity, cognitive(body)
    print(f"{name}, cyclomatic complexity of handle: {handle.complexity}")
    print(f"{name}, cognitive complexity of handle: {cognitive(body)}")
    print(f"{name}, maintainability index: {mi_visit(text, multi=True):.0f}")
    print(f"{name}, fields that anybody may write: {fields}")
    print(f"{name}, states that are reached: {reached}")
print(f"flags, combinations that the fields can hold: {2**5}")
print(f"states, rows of the table: {len(order_states.NEXT)}")
for name, text in (("three guards", GUARDS), ("three nested", NESTED)):
    body = ast.parse(text)
    pair = cc_visit(text)[0].complexity, cognitive(body)
    results[name] = pair
    print(f"{name}, cyclomatic and cognitive: {pair[0]}, {pair[1]}")
assert results["three guards"] == (4, 3) and results["three nested"] == (4, 6)
assert results["flags"][0] > 10 * results["states"][0]
