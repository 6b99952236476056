"""What the gateway counts beside the kit's requests and durations."""

from prometheus_client import Counter, Gauge, Histogram

ATTEMPTS = Counter("gateway_attempts", "Calls of providers", ["model", "provider", "outcome"])
DENIED_RETRIES = Counter("gateway_retries_denied", "Retries without budget", ["model"])
BREAKER = Gauge("gateway_breaker_open", "1 while no call goes there", ["model", "provider"])
FIRST_TOKEN = Histogram("gateway_first_token_seconds", "Request to first token", ["model"])
BROKEN = Counter("gateway_streams_broken", "Ended with an error event", ["model", "reason"])
CACHE = Counter("gateway_cache", "Cacheable requests", ["result"])
LIMITED = Counter("gateway_limited", "Requests refused with 429", ["what"])
ESTIMATED = Counter("gateway_usage_estimated", "Answers with no usable usage", ["provider"])
WAITING = Gauge("gateway_ledger_waiting", "Usage rows not yet in PostgreSQL")
