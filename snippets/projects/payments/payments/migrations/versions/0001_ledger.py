"""Accounts and a ledger that only grows and always sums to zero."""

from alembic import op

revision = "0001"
down_revision = None

# --8<-- [start:ledger]
LEDGER = """
CREATE TABLE account (
    id uuid PRIMARY KEY DEFAULT uuidv7(),
    code text UNIQUE,                      -- of the service's own accounts alone
    name text NOT NULL,
    currency text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (id, currency)
);
CREATE TABLE ledger_transaction (
    id uuid PRIMARY KEY DEFAULT uuidv7(),
    kind text NOT NULL,
    reference uuid NOT NULL,
    made_by xid8 NOT NULL DEFAULT pg_current_xact_id(),
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (reference, kind)
);
CREATE TABLE ledger_entry (
    id uuid PRIMARY KEY DEFAULT uuidv7(),
    transaction_id uuid NOT NULL REFERENCES ledger_transaction,
    account_id uuid NOT NULL,
    currency text NOT NULL,
    amount bigint NOT NULL CHECK (amount <> 0),   -- minor units; debit > 0, credit < 0
    FOREIGN KEY (account_id, currency) REFERENCES account (id, currency)
);
CREATE INDEX ON ledger_entry (account_id, id) INCLUDE (amount);
CREATE INDEX ON ledger_entry (transaction_id);
"""
# --8<-- [end:ledger]

# --8<-- [start:guards]
GUARDS = """
CREATE FUNCTION ledger_is_balanced() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT count(*) FROM ledger_entry WHERE transaction_id = NEW.id) < 2 OR EXISTS (
        SELECT FROM ledger_entry WHERE transaction_id = NEW.id
        GROUP BY currency HAVING sum(amount) <> 0
    ) THEN
        RAISE 'transaction % does not sum to zero', NEW.id USING ERRCODE = '23514';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER balanced AFTER INSERT ON ledger_transaction
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_is_balanced();

CREATE FUNCTION ledger_is_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF pg_current_xact_id() <> (
        SELECT made_by FROM ledger_transaction WHERE id = NEW.transaction_id
    ) THEN
        RAISE 'transaction % is closed', NEW.transaction_id USING ERRCODE = '23514';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER open BEFORE INSERT ON ledger_entry
    FOR EACH ROW EXECUTE FUNCTION ledger_is_open();

CREATE FUNCTION ledger_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE 'the ledger only grows: correct by a new transaction' USING ERRCODE = '23514';
END $$;
CREATE TRIGGER grows BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entry
    EXECUTE FUNCTION ledger_only_grows();
CREATE TRIGGER grows BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_transaction
    EXECUTE FUNCTION ledger_only_grows();
"""
# --8<-- [end:guards]

OWN_ACCOUNTS = """
INSERT INTO account (code, name, currency)
SELECT kind || ':' || currency, kind, currency
FROM unnest(ARRAY['processor', 'bank', 'fees']) kind,
     unnest(ARRAY['EUR', 'GBP', 'JPY', 'USD']) currency
"""


def upgrade() -> None:
    """Create the tables."""
    for part in (LEDGER, GUARDS, OWN_ACCOUNTS):
        op.execute(part)
