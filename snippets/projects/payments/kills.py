# needs: postgresql
# timeout: 300
"""Fifteen processes killed at random moments, and every connection cut now and then."""

import asyncio

from chaos import report
from chaos.storm import Storm

if __name__ == "__main__":
    storm = Storm(kills=15, charges=2, wait=10, pause=0.2, seed=7)
    report.tell(storm, asyncio.run(storm.run()))
