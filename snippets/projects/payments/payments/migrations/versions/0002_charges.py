"""Idempotency keys, charges, and what is to be done at the processor."""

from alembic import op

revision = "0002"
down_revision = "0001"

# --8<-- [start:charges]
CHARGES = """
CREATE TABLE idempotency_key (
    key text PRIMARY KEY,
    fingerprint bytea NOT NULL,            -- of method, path and body
    status int,
    body text,                             -- the answer, less an endpoint's secret
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ON idempotency_key (created_at);
CREATE TABLE charge (
    id uuid PRIMARY KEY DEFAULT uuidv7(),
    account_id uuid NOT NULL,
    currency text NOT NULL,
    amount bigint NOT NULL CHECK (amount > 0),
    captured bigint NOT NULL DEFAULT 0 CHECK (captured BETWEEN 0 AND amount),
    refunded bigint NOT NULL DEFAULT 0 CHECK (refunded BETWEEN 0 AND captured),
    card text NOT NULL,                    -- the processor's token, never a number
    status text NOT NULL DEFAULT 'processing' CHECK (status IN
        ('processing', 'authorized', 'capturing', 'captured', 'declined')),
    decline_code text,
    processor_id text,
    version int NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    FOREIGN KEY (account_id, currency) REFERENCES account (id, currency)
);
CREATE TABLE operation (                   -- its id is the key at the processor
    id uuid PRIMARY KEY DEFAULT uuidv7(),
    charge_id uuid NOT NULL REFERENCES charge,
    kind text NOT NULL CHECK (kind IN ('charge', 'authorize', 'capture', 'refund')),
    amount bigint NOT NULL CHECK (amount > 0),
    state text NOT NULL DEFAULT 'pending'
        CHECK (state IN ('pending', 'succeeded', 'declined')),
    attempts int NOT NULL DEFAULT 0,
    due_at timestamptz NOT NULL DEFAULT now(),
    last_error text,
    created_at timestamptz NOT NULL DEFAULT now(),
    tried_at timestamptz,                  -- first: the processor's key ages from it
    done_at timestamptz
);
CREATE INDEX ON operation (due_at) WHERE state = 'pending';
CREATE INDEX ON operation (charge_id);
CREATE INDEX ON operation (done_at) WHERE state = 'succeeded';
"""
# --8<-- [end:charges]


def upgrade() -> None:
    """Create the tables."""
    op.execute(CHARGES)
