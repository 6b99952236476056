"""Settings of a service: environment variables, checked before anything starts."""

import sys
from typing import Literal, NoReturn, TypeVar

from pydantic import Field, PostgresDsn, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """What every service reads; each field is the variable of its name in capitals.

    Times are in seconds. `drain_seconds` is how long a service that was asked to stop
    still takes requests while /readyz already says no.
    """

    model_config = SettingsConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    host: str = "127.0.0.1"
    port: int = Field(8080, ge=1, le=65535)
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    drain_seconds: float = Field(0, ge=0, le=60)
    shutdown_seconds: int = Field(10, ge=1, le=300)


class WithDatabase(Settings):
    """Settings of a service that keeps its data in PostgreSQL."""

    database_url: PostgresDsn
    pool_size: int = Field(10, ge=1, le=200)

    @property
    def dsn(self) -> str:
        """The address as psycopg takes it."""
        return str(self.database_url)


Kind = TypeVar("Kind", bound=Settings)


def load(kind: type[Kind]) -> Kind:
    """Return the settings, or exit with 78 (EX_CONFIG) and a line for each wrong one.

    Values are not printed: a wrong one may be a secret.
    """
    try:
        return kind()
    except ValidationError as error:
        _refuse(error)


def _refuse(error: ValidationError) -> NoReturn:
    for problem in error.errors(include_input=False, include_url=False):
        name = "_".join(str(part) for part in problem["loc"]).upper() or "settings"
        print(f"{name}: {problem['msg']}", file=sys.stderr)
    raise SystemExit(78)
