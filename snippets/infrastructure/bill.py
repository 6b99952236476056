"""A month of one service at list prices of us-east-1; the page has their sources."""

# --8<-- [start:prices]
HOURS = 730  # of a month
M7G_LARGE, RDS_T3_LARGE = 0.0816, 0.145  # USD an hour
BALANCER, LCU, NAT, IPV4 = 0.0225, 0.008, 0.045, 0.005  # USD an hour
NAT_GB, OUT_GB, ZONE_GB = 0.045, 0.09, 0.01  # USD a GB; zones: at either end
S3_GB, PUT_1K, GET_1K = 0.023, 0.005, 0.0004  # USD
DISK_GB, LOG_GB, LOG_KEPT_GB = 0.115, 0.50, 0.03  # USD a GB
# --8<-- [end:prices]

# --8<-- [start:idea]
REQUESTS = 300e6  # of a month
through_nat = {"S3": 9_000, "images and logs": 3_000, "partners": 2_000}  # GB
bill = {
    "compute": {"6 instances": 6 * M7G_LARGE * HOURS},
    "database": {
        "primary and standby": 2 * RDS_T3_LARGE * HOURS,
        "500 GB on both": 2 * 500 * DISK_GB,
    },
    "objects": {
        "8 TB": 8_000 * S3_GB,
        "60 million PUT": 60_000 * PUT_1K,
        "400 million GET": 400_000 * GET_1K,
    },
    "moving bytes": {
        "NAT gateways, 3 zones": 3 * NAT * HOURS,
        "NAT, 14 TB": sum(through_nat.values()) * NAT_GB,
        "between zones, 12 TB": 12_000 * 2 * ZONE_GB,  # (1)!
        "to the internet, 4 TB": (4_000 - 100) * OUT_GB,
        "load balancer": (BALANCER + 4 * LCU) * HOURS,
        "6 public addresses": 6 * IPV4 * HOURS,
    },
    "logs": {
        "1.5 TB in": 1_500 * LOG_GB,
        "4.5 TB kept": 4_500 * 0.15 * LOG_KEPT_GB,  # (2)!
    },
}
total = sum(sum(lines.values()) for lines in bill.values())
for group, lines in sorted(bill.items(), key=lambda g: -sum(g[1].values())):
    usd = sum(lines.values())
    print(f"{group}: {usd:,.0f} USD, {usd / total:.0%}")
    for name, part in sorted(lines.items(), key=lambda line: -line[1]):
        print(f"    {name}: {part:,.0f}")
print(f"the month: {total:,.0f} USD")
print(f"a million requests: {total / REQUESTS * 1e6:.2f} USD")
# --8<-- [end:idea]

# --8<-- [start:paths]
print("one GB to ...")
for path, usd in {
    "a neighbour in the same zone": 0,
    "S3 through a gateway endpoint": 0,
    "S3 through NAT in the zone": NAT_GB,
    "S3 through NAT in another zone": NAT_GB + 2 * ZONE_GB,
    "a neighbour in another zone": 2 * ZONE_GB,
    "the internet, from a public address": OUT_GB,
    "the internet, through NAT": NAT_GB + OUT_GB,
}.items():
    print(f"  {path}: {usd:.3f} USD")
saved = through_nat["S3"] * NAT_GB
print(f"a gateway endpoint for S3 saves, USD a month: {saved:,.0f}")
print(f"of the whole bill: {saved / total:.0%}")
endpoint = 3 * 0.01 * HOURS  # an interface endpoint in 3 zones; then 0.01 a GB
even = endpoint / (NAT_GB - 0.01)
print(f"an interface endpoint pays from, GB a month: {even:,.0f}")
# --8<-- [end:paths]
assert sum(bill["moving bytes"].values()) > 3 * bill["compute"]["6 instances"]
