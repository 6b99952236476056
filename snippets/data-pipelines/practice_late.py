# needs: postgresql
"""Orders that arrive late, and a nightly run that repeats the last days."""

from datetime import date, timedelta

from steps import connect, extract, load, prepare, transform

WINDOW = 3


def night(today: date) -> None:
    """Run yesterday and the days before it, as many as the window says."""
    for back in range(1, WINDOW + 1):
        day = str(today - timedelta(days=back))
        load(day, transform(day, extract(day)))


prepare()
first = date(2026, 11, 1)
for lag in 0, 1, 2, 3, 4:
    sold = first + timedelta(days=10 * (lag + 1))
    for number in range(5):
        today = sold + timedelta(days=1 + number)
        if number == lag:  # it arrives just before this night's run
            with connect() as db:
                db.execute("INSERT INTO orders VALUES (%s, %s, 'JP', 100)",
                           [9000 + lag, sold])
        night(today)
    with connect() as db:
        found = db.execute("SELECT yen FROM revenue WHERE day = %s", [sold]).fetchone()
    print(f"{lag} nights late:", "counted" if found else "missing")
    assert bool(found) == (lag < WINDOW)
