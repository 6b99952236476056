# needs: postgresql
# timeout: 600
# soak: 3
import os

from outside.orders import report

report(os.environ["DATABASE_URL"])
