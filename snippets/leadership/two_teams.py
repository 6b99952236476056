"""Two teams score the same options apart; talk only about the cells that differ."""
import itertools

OPTIONS = ["shared table", "API of Orders", "events of Orders"]
# --8<-- [start:scores]
WEIGHTS = {"each team releases alone": 3, "picking list is complete": 3,
           "work until the first use": 2, "cost to operate": 1}
ORDERS = {"each team releases alone": (0, 4, 5), "picking list is complete": (4, 4, 3),
          "work until the first use": (4, 3, 2), "cost to operate": (4, 3, 2)}
WAREHOUSE = {"each team releases alone": (3, 3, 4),
             "picking list is complete": (5, 2, 2),
             "work until the first use": (5, 3, 2), "cost to operate": (4, 4, 2)}
AGREED = {"each team releases alone": (1, 4, 5), "picking list is complete": (5, 4, 2),
          "work until the first use": (5, 3, 2), "cost to operate": (4, 3, 2)}
MUSTS = {  # facts that a test or a log shows, no points
    "no release waits for the other team": (False, True, True),
    "a list can be checked against a count": (True, True, False)}
# --8<-- [end:scores]


def totals(scores, weights):
    return [sum(weights[c] * scores[c][o] for c in weights)
            for o in range(len(OPTIONS))]


def winner(scores, weights):
    points = totals(scores, weights)
    tie = points.count(max(points)) > 1
    return "a tie" if tie else OPTIONS[points.index(max(points))]


for name, scores in (("Orders", ORDERS), ("Warehouse", WAREHOUSE),
                     ("agreed", AGREED)):
    print(f"{name}: {totals(scores, WEIGHTS)}, {winner(scores, WEIGHTS)}")
# --8<-- [start:talk]
cells = list(itertools.product(WEIGHTS, range(len(OPTIONS))))
talk = [(c, o) for c, o in cells if abs(ORDERS[c][o] - WAREHOUSE[c][o]) >= 2]

wins = dict.fromkeys([*OPTIONS, "a tie"], 0)
for weights in itertools.product(range(1, 6), repeat=len(WEIGHTS)):
    wins[winner(AGREED, dict(zip(WEIGHTS, weights, strict=True)))] += 1

passed = [option for number, option in enumerate(OPTIONS)
          if all(fact[number] for fact in MUSTS.values())]
# --8<-- [end:talk]
print(f"cells to talk about: {len(talk)} of {len(cells)}")
for criterion, number in talk:
    pair = ORDERS[criterion][number], WAREHOUSE[criterion][number]
    print(f"  {OPTIONS[number]}, {criterion}: {pair[0]} and {pair[1]}")
for option, count in wins.items():
    print(f"{option}, of all weights: {count / sum(wins.values()):.0%}")
print(f"meets both musts: {', '.join(passed)}")
assert passed == ["API of Orders"]
