"""What this service counts beside its requests."""

from prometheus_client import Counter, Gauge

REFUSALS = Counter("saas_limit_refusals", "Refused by a plan's limit", ["what", "plan"])
WEBHOOKS = Counter("saas_webhooks", "Webhooks by what became of them", ["result"])
# check/changed is the number to watch: a webhook that never came, found by asking.
SYNCS = Counter("saas_syncs", "Subscriptions fetched from Stripe", ["cause", "result"])
MAILS = Counter("saas_mails", "E-mails by what became of them", ["result"])
WAITING = Gauge("saas_waiting_seconds", "Age of the oldest thing that waits", ["queue"])
DENIED = Counter("saas_denied", "Requests that the tenant check refused", ["why"])
