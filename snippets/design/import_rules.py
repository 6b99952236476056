"""Boundaries inside one program, held by a check that fails the build."""

import ast
import re
from pathlib import Path

# --8<-- [start:idea]
MAY_IMPORT = {"orders": {"stock.api", "billing.api"}, "stock": set(), "billing": set()}
TABLES = {"orders": {"orders"}, "stock": {"stock"}, "billing": {"invoice"}}


def violations(module, source):
    for node in ast.walk(ast.parse(source)):
        names = [alias.name for alias in node.names] if type(node) is ast.Import else []
        if isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        for name in names:  # (1)!
            target = ".".join(name.split(".")[:2])
            foreign = target.split(".")[0] in MAY_IMPORT.keys() - {module}
            if foreign and target not in MAY_IMPORT[module]:
                yield node.lineno, f"imports {target}"
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            for table in re.findall(r"(?:FROM|JOIN|INTO|UPDATE) (\w+)", node.value):
                if any(table in TABLES[other] for other in TABLES.keys() - {module}):
                    yield node.lineno, f"reads or writes table {table}"  # (2)!


# --8<-- [end:idea]

FILES = {
    "orders/place.py": "from stock import api\nfrom billing.api import invoice\n",
    "orders/report.py": 'SQL = "SELECT * FROM orders JOIN stock ON true"\n',
    "stock/api.py": "import stock.model\n",
    "stock/model.py": "import os\n\nfrom orders.place import place\n",
    "billing/api.py": "import billing.tax\n",
}
found = 0
for name, text in FILES.items():
    path = Path(name)
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
for path in sorted(Path().rglob("*.py")):
    for line, what in violations(path.parts[0], path.read_text()):
        print(f"{path}:{line}: {what}")
        found += 1
print(f"violations: {found}")
assert found == 2
