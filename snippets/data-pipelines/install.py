# needs: airflow, dagster, prefect
"""What each tool installs, and what it costs to import it once."""

import os
import resource
import subprocess
from pathlib import Path

ALSO = {"pip", "setuptools", "psycopg", "psycopg-binary"}


def packages(programs: Path) -> tuple[int, int]:
    """Installed packages without pip and the driver, and the MB of their files."""
    [folder] = (programs.parent / "lib").glob("python*/site-packages")
    names = {each.name.split("-")[0].replace("_", "-").lower()
             for each in folder.glob("*.dist-info")}
    used = sum(each.stat().st_size for each in folder.rglob("*")
               if each.is_file() and each.suffix != ".pyc"
               and "psycopg" not in str(each) and "/pip/" not in str(each))
    return len(names - ALSO), used >> 20


def processor_time() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


counts = {}
for tool, module in [("Airflow", "airflow.sdk"), ("Dagster", "dagster"),
                     ("Prefect", "prefect.main")]:
    programs = Path(os.environ[tool.upper()])
    counts[tool], size = packages(programs)
    before = processor_time()
    subprocess.run([programs / "python", "-c", f"import {module}"], check=True,
                   env={**os.environ, "HOME": os.getcwd(), "AIRFLOW_HOME": os.getcwd(),
                        "PREFECT_HOME": os.getcwd(), "DO_NOT_TRACK": "1"})
    print(f"{tool}, packages: {counts[tool]}")
    print(f"{tool}, size: ≈ {size} MB")
    print(f"{tool}, processor time of an import: ≈ {processor_time() - before:.1f} s")
assert counts["Airflow"] > counts["Prefect"] > counts["Dagster"] > 30
