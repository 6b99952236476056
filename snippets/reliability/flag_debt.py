# needs: postgresql
"""Finds flags that should be gone: code and flag table compared."""

import ast
import datetime
import os
from pathlib import Path

import psycopg

TODAY = datetime.date(2026, 11, 21)
Path("shop.py").write_text('''
def cart(user):
    if flag("new-cart", user): return new_cart(user)
    if flag("xmas-2024", user): snow()
    if flag("take-orders", user): return old_cart(user)
''')
Path("search.py").write_text('''
def search(user, name):
    if flag("search_v2", user): return v2()
    return flag(name, user)
''')
db = psycopg.connect(os.environ["DATABASE_URL"])
db.execute("""CREATE TABLE flag (name text PRIMARY KEY, kind text, owner text,
    percent int, changed date, expires date)""")
with db.cursor() as cursor:
    cursor.executemany("INSERT INTO flag VALUES (%s, %s, %s, %s, %s, %s)", [
        ("new-cart", "release", "cart", 100, "2026-08-01", "2026-12-31"),
        ("xmas-2024", "experiment", "web", 50, "2024-12-01", "2025-01-15"),
        ("search-v2", "release", "search", 5, "2026-11-18", "2027-01-31"),
        ("take-orders", "ops", "cart", 100, "2024-02-01", None),
    ])


# --8<-- [start:scan]
def flags_in(path):
    """Yield (name or None, line) of every call of flag(...)."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "flag":
            name = node.args[0]
            literal = isinstance(name, ast.Constant)
            yield (name.value if literal else None), node.lineno  # (1)!


used = {}
for path in sorted(Path().glob("*.py")):
    for name, line in flags_in(path):
        used.setdefault(name, f"{path}:{line}")
known = {row[0]: row[1:] for row in db.execute("SELECT * FROM flag ORDER BY name")}
findings = [(where, f"{name}: not in the table, so it is always off")
            for name, where in used.items() if name and name not in known]
if None in used:
    findings.append((used[None], "the name is computed: nobody can find this flag"))
for name, (kind, owner, percent, changed, expires) in known.items():
    where, idle = used.get(name, "flag table"), (TODAY - changed).days
    if name not in used:
        findings.append((where, f"{name}: not in the code, {owner} can delete the row"))
    if expires and expires < TODAY:
        findings.append((where, f"{name}: expired {(TODAY - expires).days} days ago"))
    elif kind != "ops" and percent in (0, 100) and idle > 30:  # (2)!
        findings.append((where, f"{name}: at {percent} % for {idle} days, ask {owner}"))
# --8<-- [end:scan]
for where, what in sorted(findings):
    print(f"{where:<12} {what}")
print(f"findings: {len(findings)}")
assert len(findings) == 5
