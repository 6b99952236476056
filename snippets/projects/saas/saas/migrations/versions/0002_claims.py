"""Who is asked about at Stripe next: the one whose question is oldest, answered or not.

`customers_to_check` of the first migration sorts by the last answer, so that a customer
without one stays first for ever. It goes once no process of that version runs.
"""

from alembic import op

revision, down_revision = "0002", "0001"

# --8<-- [start:claim]
CLAIM = """
ALTER TABLE organizations ADD COLUMN asked_at timestamptz NOT NULL DEFAULT now();

CREATE FUNCTION claim_customer(age interval) RETURNS text
  SECURITY DEFINER SET search_path = pg_catalog LANGUAGE sql AS
  $$ UPDATE public.organizations SET asked_at = now() WHERE id = (
       SELECT id FROM public.organizations WHERE customer IS NOT NULL
       AND checked_at < now() - age AND asked_at < now() - age
       ORDER BY asked_at LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING customer $$;
"""
# --8<-- [end:claim]
RIGHTS = """
REVOKE ALL ON FUNCTION claim_customer FROM PUBLIC;
GRANT EXECUTE ON FUNCTION claim_customer TO saas_app;
"""


def upgrade() -> None:
    """Add the date and the door."""
    op.execute(CLAIM)
    op.execute(RIGHTS)
