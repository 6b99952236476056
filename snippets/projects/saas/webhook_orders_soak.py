# needs: postgresql
# timeout: 600
# soak: 3
import os
from collections import Counter

from outside.orders import LIFE as life
from outside.orders import Shop, by_arrival, by_created, interleavings

orders = list(interleavings(len(life)))
assert len(orders) == 1 * 3 * 5 * 7
end = life[-1][0]
print("life:", " -> ".join(state for state, _ in life))
print("orders of changes and webhooks:", len(orders))
arrival = sum(by_arrival(order, life) != end for order in orders)
created = sum(by_created(order, life) != end for order in orders)
print("wrong at the end, the last webhook wins:", arrival)
print("wrong at the end, the newest `created` wins:", created)
with Shop(os.environ["DATABASE_URL"]) as shop:
    companies = [shop.live(order, life) for order in orders]
    shop.settle()
    states = Counter(map(shop.state, companies))
    wrong = sum(states.values()) - states["free", end]
print("orders that this service lived through:", len(companies))
print("webhooks sent to this service, each twice:", shop.sent)
print("wrong at the end, this service:", wrong)
print(f"questions to Stripe: ≈ {shop.asked()}")
assert wrong == 0 < created < arrival and shop.asked() <= shop.sent
