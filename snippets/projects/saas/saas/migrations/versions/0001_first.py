"""Accounts, tenants behind row-level security, the outbox and Stripe's events."""

from alembic import op

revision, down_revision = "0001", None

ROLE = """
DO $$ BEGIN
  CREATE ROLE saas_app LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;  -- provisioned already
END $$;
"""
ACCOUNTS = """
CREATE TABLE users (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  email text NOT NULL UNIQUE,
  password_hash text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE email_tokens (
  token_hash bytea PRIMARY KEY,
  email text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL);
CREATE INDEX ON email_tokens (email);
CREATE TABLE sessions (
  token_hash bytea PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  csrf text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  seen_at timestamptz NOT NULL DEFAULT now());
CREATE INDEX ON sessions (user_id);
CREATE TABLE login_failures (
  email text NOT NULL, at timestamptz NOT NULL DEFAULT now());
CREATE INDEX ON login_failures (email, at);
CREATE TABLE outbox (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  recipient text NOT NULL, subject text NOT NULL, body text,
  attempts int NOT NULL DEFAULT 0,
  next_at timestamptz NOT NULL DEFAULT now(),
  sent_at timestamptz,
  error text);
CREATE INDEX ON outbox (next_at) WHERE sent_at IS NULL;
CREATE TABLE stripe_events (
  id text PRIMARY KEY, type text NOT NULL, customer text NOT NULL,
  received_at timestamptz NOT NULL DEFAULT now(),
  attempts int NOT NULL DEFAULT 0,
  next_at timestamptz NOT NULL DEFAULT now(),
  done_at timestamptz,
  error text);
CREATE INDEX ON stripe_events (next_at) WHERE done_at IS NULL;
"""
# --8<-- [start:tenants]
TENANTS = """
CREATE TABLE organizations (
  id uuid PRIMARY KEY,
  name text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  plan text NOT NULL DEFAULT 'free' CHECK (plan IN ('free', 'pro')),
  customer text UNIQUE,
  subscription text, status text, cancels boolean NOT NULL DEFAULT false,
  period_end timestamptz,
  checked_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE memberships (
  org_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
  user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
  role text NOT NULL CHECK (role IN ('viewer', 'member', 'admin', 'owner')),
  PRIMARY KEY (org_id, user_id));
CREATE INDEX ON memberships (user_id);
CREATE TABLE invitations (
  id uuid PRIMARY KEY DEFAULT uuidv7(),
  org_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
  email text NOT NULL,
  role text NOT NULL CHECK (role IN ('viewer', 'member', 'admin')),
  token_hash bytea NOT NULL UNIQUE,
  expires_at timestamptz NOT NULL,
  UNIQUE (org_id, email));
CREATE TABLE flags (
  org_id uuid NOT NULL REFERENCES organizations ON DELETE CASCADE,
  key text NOT NULL, description text NOT NULL,
  enabled boolean NOT NULL DEFAULT false,
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (org_id, key));  -- the tenant comes first in every key
"""
# --8<-- [end:tenants]
# --8<-- [start:wall]
WALL = """
CREATE FUNCTION app_org() RETURNS uuid STABLE LANGUAGE sql AS
  $$ SELECT nullif(current_setting('app.org', true), '')::uuid $$;
CREATE FUNCTION app_user() RETURNS uuid STABLE LANGUAGE sql AS
  $$ SELECT nullif(current_setting('app.user', true), '')::uuid $$;

ALTER TABLE organizations ENABLE ROW LEVEL SECURITY;
ALTER TABLE memberships ENABLE ROW LEVEL SECURITY;
ALTER TABLE invitations ENABLE ROW LEVEL SECURITY;
ALTER TABLE flags ENABLE ROW LEVEL SECURITY;

CREATE POLICY own ON organizations
  USING (id = (SELECT app_org())) WITH CHECK (id = (SELECT app_org()));
CREATE POLICY own ON memberships
  USING (org_id = (SELECT app_org())) WITH CHECK (org_id = (SELECT app_org()));
CREATE POLICY own ON invitations
  USING (org_id = (SELECT app_org())) WITH CHECK (org_id = (SELECT app_org()));
CREATE POLICY own ON flags
  USING (org_id = (SELECT app_org())) WITH CHECK (org_id = (SELECT app_org()));

-- "My organizations": what a person may read before a tenant is chosen.
CREATE POLICY mine ON memberships FOR SELECT USING (user_id = (SELECT app_user()));
CREATE POLICY mine ON organizations FOR SELECT USING (id IN (
  SELECT org_id FROM memberships WHERE user_id = (SELECT app_user())));
"""
# --8<-- [end:wall]
# --8<-- [start:doors]
DOORS = """
CREATE FUNCTION org_of_customer(wanted text) RETURNS uuid
  STABLE SECURITY DEFINER SET search_path = pg_catalog LANGUAGE sql AS
  $$ SELECT id FROM public.organizations WHERE customer = wanted $$;
CREATE FUNCTION customers_to_check(age interval) RETURNS SETOF text
  STABLE SECURITY DEFINER SET search_path = pg_catalog LANGUAGE sql AS
  $$ SELECT customer FROM public.organizations
     WHERE customer IS NOT NULL AND checked_at < now() - age
     ORDER BY checked_at LIMIT 20 $$;

REVOKE ALL ON FUNCTION org_of_customer, customers_to_check FROM PUBLIC;
GRANT EXECUTE ON FUNCTION org_of_customer, customers_to_check TO saas_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON users, email_tokens, sessions, login_failures,
  outbox, stripe_events, organizations, memberships, invitations, flags TO saas_app;
"""
# --8<-- [end:doors]


def upgrade() -> None:
    """Make all of it."""
    for part in (ROLE, ACCOUNTS, TENANTS, WALL, DOORS):
        op.execute(part)
