# A worksheet: replace the inputs by yours. Units are part of every name.
from math import ceil, log

# --8<-- [start:inputs]
capacity_rps = 260  # one instance, p95 within budget, open load test
target_load = 0.60  # of that capacity at the usual peak
limit_load = 0.80  # while a zone is down or a release replaces instances
peak_rps, mean_rps = 900, 310  # busiest minute and mean of the last 28 days
growth_month, months = 0.08, 6
zones = 3
pool_per_process, processes_per_instance = 5, 4
max_connections, reserved_connections = 100, 3
row_bytes, index_factor, rows_per_request = 180, 1.6, 0.25
disk_gib, used_gib, full_at = 500, 140, 0.80
instance_hour_usd = 0.085
sale_factor = 2.5  # forecast: peak of the sale / usual peak
actual_by_forecast = [0.72, 0.88, 1.00, 1.07, 1.25, 1.60]  # our last six sales
# --8<-- [end:inputs]


# --8<-- [start:idea]
def instances_for(rps):
    at_peak = ceil(rps / (capacity_rps * target_load))
    zone_down = ceil(rps / (capacity_rps * limit_load) * zones / (zones - 1))  # (1)!
    return ceil(max(at_peak, zone_down) / zones) * zones, at_peak, zone_down


future_peak = peak_rps * (1 + growth_month) ** months
fleet, at_peak, zone_down = instances_for(future_peak)
wanted_connections = fleet * processes_per_instance * pool_per_process
usable_connections = max_connections - reserved_connections
gib_day = mean_rps * rows_per_request * 86_400 * row_bytes * index_factor / 2**30
free_gib = disk_gib * full_at - used_gib
growth_day = log(1 + growth_month) / 30.44  # the disk fills faster every month, too
days_left = log(1 + free_gib / gib_day * growth_day) / growth_day
worst_error = max(actual_by_forecast)
sale_expected = instances_for(peak_rps * sale_factor)[0]
sale_worst = instances_for(peak_rps * sale_factor * worst_error)[0]
# --8<-- [end:idea]

print(f"peak to mean: {peak_rps / mean_rps:.1f}")
print(f"peak in {months} months: {future_peak:.0f} requests/s")
print(f"instances for the peak at {target_load:.0%}: {at_peak}")
print(f"instances with one zone of {zones} down at {limit_load:.0%}: {zone_down}")
print(f"fleet, equal zones: {fleet}")
load = future_peak / (fleet * capacity_rps)
print(f"its load at the peak: {load:.0%}")
print(f"its load with a zone down: {load * zones / (zones - 1):.0%}")
print(f"its load on average: {mean_rps / peak_rps * load:.0%}")
print(f"cost: {fleet * instance_hour_usd * 730:.0f} USD a month")
million = 1_000_000 / (mean_rps * 3600) * fleet * instance_hour_usd
print(f"cost of a million requests: {million:.2f} USD")
print(f"connections wanted: {wanted_connections}")
print(f"connections the database has: {usable_connections}")
print(f"pool per process that fits: {usable_connections // (fleet * 4)}")
print(f"new data: {gib_day:.2f} GiB a day")
print(f"days until the disk is {full_at:.0%} full: {days_left:.0f}")
print(f"sale, as forecast: {sale_expected}")
print(f"sale, forecast wrong by × {worst_error:.2f}: {sale_worst}")
per_instance = processes_per_instance * pool_per_process
print(f"sale, connections wanted: {sale_worst * per_instance}")
print(f"the difference, for 48 hours: "
      f"{(sale_worst - sale_expected) * instance_hour_usd * 48:.0f} USD")  # fmt: skip
assert load <= target_load and load * zones / (zones - 1) <= limit_load
assert wanted_connections > usable_connections  # the database runs out first
