# page: no (platform)
import random
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")


def next_month(day):  # the code under test
    return day.replace(month=day.month + 1)


def closes_at(day):  # 24 hours after local midnight: until the end of the day?
    opened = datetime(day.year, day.month, day.day, tzinfo=BERLIN)
    return (opened.astimezone(ZoneInfo("UTC")) + timedelta(hours=24)).astimezone(BERLIN)


def fails(check, day):
    try:
        return not check(day)
    except ValueError:
        return True


# --8<-- [start:days]
days = [date(2028, 1, 1) + timedelta(days=n) for n in range(366)]  # (1)!
checks = {
    "a month later exists": lambda day: next_month(day).month != day.month,
    "closes at midnight": lambda day: closes_at(day).hour == 0,
}
for name, check in checks.items():
    bad = [day for day in days if fails(check, day)]
    print(f"{name}: fails on {len(bad)} of {len(days)} days")
    print(f"{name}, first: {bad[0]}")
# --8<-- [end:days]
print("random, seeded, the same again:",
      random.Random(7).random() == random.Random(7).random())
assert len([day for day in days if fails(checks["closes at midnight"], day)]) == 2
