"""Keys, models, usage."""

from alembic import op

revision, down_revision = "0001", None


def upgrade() -> None:
    # --8<-- [start:tables]
    op.execute("""
        CREATE SEQUENCE model_revisions;
        CREATE TABLE models (
            name text PRIMARY KEY,
            revision bigint NOT NULL DEFAULT nextval('model_revisions'),
            document jsonb NOT NULL,
            changed_at timestamptz NOT NULL DEFAULT now()
        );
        CREATE TABLE keys (
            id uuid PRIMARY KEY,
            hash bytea NOT NULL UNIQUE,
            document jsonb NOT NULL,
            created_at timestamptz NOT NULL DEFAULT now(),
            revoked_at timestamptz
        );
        CREATE TABLE usage (
            id uuid PRIMARY KEY,
            key_id uuid NOT NULL,
            model text NOT NULL,
            provider text NOT NULL,
            outcome text NOT NULL,
            at timestamptz NOT NULL,
            prompt_tokens bigint NOT NULL CHECK (prompt_tokens >= 0),
            completion_tokens bigint NOT NULL CHECK (completion_tokens >= 0),
            estimated boolean NOT NULL,
            price_since date NOT NULL,
            cost_picodollars bigint NOT NULL CHECK (cost_picodollars >= 0)
        );
        CREATE INDEX usage_of_a_key ON usage (key_id, at);
    """)
    # --8<-- [end:tables]
