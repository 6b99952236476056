# needs: postgresql
# timeout: 1800
# soak: 15
"""Many kills, as in the short run; afterwards everything is compared."""

import asyncio

from chaos import report
from chaos.storm import Storm

if __name__ == "__main__":
    storm = Storm(kills=500, charges=1, wait=10, pause=0.1, seed=20261122)
    happened = report.tell(storm, asyncio.run(storm.run()))
    assert all(happened.values())
