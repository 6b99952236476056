"""Settings of the gateway; models, prices and keys are data, set over /admin."""

from pydantic import Field, RedisDsn, SecretStr

from snippets.projects.kit.settings import WithDatabase


class Gateway(WithDatabase):
    """credentials: the providers' API keys by the name that a model's provider gives;
    config_seconds: how late a replica sees a changed model or a revoked key;
    stale_seconds: how long it goes on with what it knows while PostgreSQL is away."""

    redis_url: RedisDsn
    admin_token: SecretStr = Field(min_length=16)
    credentials: dict[str, SecretStr] = {}
    config_seconds: float = Field(1, gt=0, le=60)
    stale_seconds: float = Field(300, ge=0, le=86_400)
    body_bytes: int = Field(2**20, ge=1024, le=2**25)
    log_prompts: bool = False
