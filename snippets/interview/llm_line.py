"""One button that calls a language model, as a line of the bill. Replace the prices."""

from snippets.design.units import Quantity, day, dollar, month, second

call, token = Quantity(1, call=1), Quantity(1, token=1)

# --8<-- [start:idea]
million = 1e6 * token
calls = 200_000 * call / day  # 5% of 4 million users press it once
prefix, text, answer = 2_000 * token / call, 500 * token / call, 250 * token / call
usd_in, usd_cached, usd_out = (p * dollar / million for p in (2.50, 0.25, 15.00))


def bill(calls, kept=0.0, prefix_price=usd_in, discount=1.0):
    """USD a month; `kept` of the calls are answered from our own cache."""
    each = prefix * prefix_price + text * usd_in + answer * usd_out
    return (calls * (1 - kept) * each * discount * month).to(dollar)
# --8<-- [end:idea]


plain = bill(calls)
print(f"plain, a month: {plain:,.0f} USD")
for name, usd in {
    "prefix cached by the provider": bill(calls, prefix_price=usd_cached),
    "model at 30% of the price": bill(calls, discount=0.3),
    "answers kept, 9 of 10 asked before": bill(calls, kept=0.9),
}.items():
    print(f"{name}: {usd:,.0f} USD")
wait = 0.6 * second + 250 / 60 * second  # to the first token; then 60 tokens a second
streams = calls * 3 * wait
print(f"one answer takes: {wait.to(second):.1f} s")
print(f"streams open at the peak: {streams.to(call):.0f}")
print(f"traffic of the whole service, a month: {58.4 * 50:,.0f} USD")
assert plain > 10 * 58.4 * 50 and bill(calls, kept=0.9) < plain / 9
