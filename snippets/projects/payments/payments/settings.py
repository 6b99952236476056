"""Settings of the payments service; times are in seconds."""

from ipaddress import IPv4Network, IPv6Network, ip_network

from pydantic import AnyHttpUrl, Field, field_validator

from snippets.projects.kit.settings import WithDatabase

Network = IPv4Network | IPv6Network


class Settings(WithDatabase):
    """What the API and the worker read.

    `processor_url` left empty is the emulator that runs beside the service.
    `webhook_networks` lists networks, separated by commas, in which receivers may
    listen although they are not public. One request replays at most `replay_batch`
    webhooks. A worker that dies leaves its work to others after `lease_seconds`, so
    that is longer than any call. The processor remembers an idempotency key for at
    least `processor_key_seconds`; later it is only asked.
    """

    processor_url: AnyHttpUrl | None = None
    processor_seconds: float = Field(10, gt=0, le=60)
    processor_key_seconds: float = Field(72_000, gt=0)
    processor_slots: int = Field(16, ge=1, le=500)
    webhook_networks: str = ""
    webhook_seconds: float = Field(10, gt=0, le=60)
    webhook_attempts: int = Field(16, ge=1, le=100)
    webhook_slots: int = Field(100, ge=1, le=1000)
    webhook_slots_per_endpoint: int = Field(4, ge=1, le=100)
    replay_batch: int = Field(5000, ge=1, le=20_000)
    backoff_seconds: float = Field(2, gt=0, le=600)
    backoff_most_seconds: float = Field(14_400, gt=0)
    lease_seconds: float = Field(30, gt=0)
    poll_seconds: float = Field(0.1, gt=0, le=60)
    settlement_seconds: float = Field(172_800, ge=0)
    key_days: int = Field(30, ge=1)
    worker_port: int = Field(0, ge=0, le=65535)

    @field_validator("processor_url", mode="before")
    @classmethod
    def _empty_is_none(cls, value: object) -> object:
        return value or None

    @field_validator("webhook_networks")
    @classmethod
    def _are_networks(cls, value: str) -> str:
        _networks(value)
        return value

    @property
    def processor(self) -> str:
        """The processor's address, without a slash at its end."""
        beside = f"http://127.0.0.1:{10_000 + self.port % 20_000}"
        return str(self.processor_url or beside).rstrip("/")

    @property
    def allowed_networks(self) -> list[Network]:
        """Networks that are not public and may receive webhooks all the same."""
        return _networks(self.webhook_networks)


def _networks(value: str) -> list[Network]:
    return [ip_network(part.strip()) for part in value.split(",") if part.strip()]
