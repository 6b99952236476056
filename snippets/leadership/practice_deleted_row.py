"""One row less in the table: what do the tests say?"""
import itertools

from snippets.leadership import order_flags, order_states

whole = order_flags.run(order_states.Order)
print("\nwithout the row for a return")
del order_states.NEXT["shipped", "return"]
assert order_flags.run(order_states.Order) != whole


def answers(order_class, events):
    order = order_class()
    return [order.handle(event) for event in events]


for length in range(1, 7):
    differ = [events for events in itertools.product(order_flags.EVENTS, repeat=length)
              if answers(order_flags.Order, events)
              != answers(order_states.Order, events)]
    if differ:
        print("shortest sequence that differs:", ", ".join(differ[0]))
        break
