# needs: postgresql
# timeout: 120
import os

from outside.orders import report

report(os.environ["DATABASE_URL"], every=3)  # `make soak` plays all of them
