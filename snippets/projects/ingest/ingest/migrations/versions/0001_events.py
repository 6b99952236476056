"""Events, and how far they are copied to ClickHouse."""

from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make both tables."""
    # --8<-- [start:tables]
    op.execute("""
        CREATE TABLE events (
            id          uuid PRIMARY KEY,
            source      text NOT NULL,
            type        text NOT NULL,
            occurred_ms bigint NOT NULL,
            received_ms bigint NOT NULL,
            event_ms    bigint NOT NULL,
            clock       text NOT NULL CHECK (clock IN ('ok', 'ahead', 'late')),
            data        jsonb NOT NULL,
            xid         xid8 NOT NULL DEFAULT pg_current_xact_id(),
            position    bigint GENERATED ALWAYS AS IDENTITY
        )""")  # (1)!
    op.execute("CREATE INDEX events_in_order ON events (xid, position)")
    op.execute("""
        CREATE TABLE copied (
            target   text PRIMARY KEY,
            xid      xid8 NOT NULL,
            position bigint NOT NULL
        )""")  # (2)!
    # --8<-- [end:tables]


def downgrade() -> None:
    """Remove both tables."""
    op.execute("DROP TABLE copied")
    op.execute("DROP TABLE events")
