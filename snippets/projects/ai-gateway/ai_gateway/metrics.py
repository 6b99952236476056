"""What the gateway counts beside the kit's requests and durations."""

from prometheus_client import Counter, Gauge, Histogram

BY_PROVIDER = ["model", "provider"]
ATTEMPTS = Counter("gateway_attempts", "Calls of providers", [*BY_PROVIDER, "outcome"])
DENIED_RETRIES = Counter("gateway_retries_denied", "Retries without budget", ["model"])
BREAKER = Gauge("gateway_breaker_open", "1 while no call goes there", BY_PROVIDER)
FIRST_TOKEN = Histogram("gateway_first_token_seconds", "From the request", ["model"])
BROKEN = Counter("gateway_streams_broken", "Ended with an error", ["model", "reason"])
CACHE = Counter("gateway_cache", "Cacheable requests", ["result"])
LIMITED = Counter("gateway_limited", "Requests refused with 429", ["what"])
ESTIMATED = Counter("gateway_usage_estimated", "Without usable usage", ["provider"])
ABOVE = Counter("gateway_usage_above_reserved", "Answers that took more", BY_PROVIDER)
WAITING = Gauge("gateway_ledger_waiting", "Usage rows not yet in PostgreSQL")
