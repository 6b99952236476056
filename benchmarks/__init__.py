"""What is measured rather than tested: each module prints its figures and ratios.

What the evidence page shows of them is recorded in macros/data/benchmarks/<name>.txt.
"""

import datetime
import os


def heading(name: str, *versions: str) -> str:
    """Return the first two lines of a recording: the command, and on what it runs;
    the load tells what else the machine does."""
    today = datetime.date.today().isoformat()
    load = f"load {os.getloadavg()[0]:.0f} on {os.cpu_count()} processors"
    on = ", ".join([*versions, load, today])
    return f"$ make benchmark NAME={name}\n# {on}\n"
