"""The outbox, webhook endpoints, deliveries; settlement lines, reconciliations."""

from alembic import op

revision = "0003"
down_revision = "0002"

# --8<-- [start:outbox]
OUTBOX = """
CREATE TABLE webhook_endpoint (
    id uuid PRIMARY KEY DEFAULT uuidv7(),
    account_id uuid NOT NULL REFERENCES account,
    url text NOT NULL,
    secret bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (account_id, url)
);
CREATE TABLE event (
    id uuid PRIMARY KEY DEFAULT uuidv7(),
    account_id uuid NOT NULL REFERENCES account,
    body text NOT NULL,                    -- what is signed and sent, byte for byte
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE delivery (
    id uuid PRIMARY KEY DEFAULT uuidv7(),
    event_id uuid NOT NULL REFERENCES event,
    endpoint_id uuid NOT NULL REFERENCES webhook_endpoint,
    state text NOT NULL DEFAULT 'pending'
        CHECK (state IN ('pending', 'delivered', 'dead')),
    attempts int NOT NULL DEFAULT 0,
    due_at timestamptz NOT NULL DEFAULT now(),
    last_error text,
    UNIQUE (event_id, endpoint_id)
);
CREATE INDEX ON delivery (endpoint_id, due_at) WHERE state = 'pending';
CREATE INDEX ON delivery (endpoint_id, id);
CREATE INDEX ON delivery (endpoint_id, id) WHERE state = 'dead';
"""
# --8<-- [end:outbox]

SETTLEMENT = """
CREATE TABLE settlement_line (
    position bigint PRIMARY KEY,
    reference text NOT NULL,               -- as the processor has it
    operation_id uuid,                     -- NULL where it cannot be ours
    kind text NOT NULL,
    amount bigint NOT NULL,
    fee bigint NOT NULL,
    currency text NOT NULL,
    again boolean NOT NULL,                -- a line before it has its reference
    settled_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ON settlement_line (reference);
CREATE INDEX ON settlement_line (operation_id);
CREATE TABLE reconciliation (
    id uuid PRIMARY KEY DEFAULT uuidv7(),
    state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'done')),
    due_at timestamptz NOT NULL DEFAULT now(),
    matched bigint NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ON reconciliation (due_at) WHERE state = 'pending';
CREATE TABLE reconciliation_break (
    reconciliation_id uuid NOT NULL REFERENCES reconciliation,
    reference text NOT NULL,
    class text NOT NULL,
    ours bigint,
    theirs bigint
);
CREATE INDEX ON reconciliation_break (reconciliation_id, reference);
"""


def upgrade() -> None:
    """Create the tables."""
    op.execute(OUTBOX)
    op.execute(SETTLEMENT)
