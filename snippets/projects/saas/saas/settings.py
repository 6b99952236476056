"""Settings of the SaaS, beside those that every service has."""

from psycopg.conninfo import make_conninfo
from pydantic import Field, HttpUrl, SecretStr, field_validator

from snippets.projects.kit.settings import WithDatabase


class SaasSettings(WithDatabase):
    """DATABASE_URL owns the tables and runs the migrations. Requests use APP_ROLE,
    which owns nothing and is bound by row-level security. Times are in seconds.

    PUBLIC_URL is what links in e-mails begin with; a request's Host header never is.
    """

    app_role: str = Field("saas_app", pattern="^[a-z_]{1,40}$")
    app_password: SecretStr = SecretStr("")
    public_url: HttpUrl = HttpUrl("http://127.0.0.1:8080")

    smtp_host: str = "127.0.0.1"
    smtp_port: int = Field(25, ge=1, le=65535)
    smtp_starttls: bool = False
    mail_from: str = "Flags <no-reply@flags.example>"

    stripe_url: HttpUrl = HttpUrl("https://api.stripe.com")
    stripe_key: SecretStr = Field(min_length=1)
    stripe_webhook_secrets: SecretStr = Field(min_length=1)
    stripe_price: str = "price_pro"
    payment_origins: str = "https://checkout.stripe.com https://billing.stripe.com"

    check_seconds: float = Field(900, ge=0.1, le=86400)
    poll_seconds: float = Field(1, ge=0.05, le=60)

    @field_validator("stripe_webhook_secrets")
    @classmethod
    def _no_empty_secret(cls, value: SecretStr) -> SecretStr:
        said = value.get_secret_value()
        if not all(part.strip() for part in said.split(",")):
            raise ValueError("an empty secret would accept anybody's signature")
        return value

    @property
    def app_dsn(self) -> str:
        """The address with which requests are served."""
        password = self.app_password.get_secret_value() or None
        return make_conninfo(self.dsn, user=self.app_role, password=password)

    @property
    def webhook_secrets(self) -> tuple[str, ...]:
        """The signing secrets: two while one replaces the other."""
        said = self.stripe_webhook_secrets.get_secret_value()
        return tuple(part.strip() for part in said.split(",") if part.strip())

    @property
    def base(self) -> str:
        """PUBLIC_URL without a slash at its end."""
        return str(self.public_url).rstrip("/")
