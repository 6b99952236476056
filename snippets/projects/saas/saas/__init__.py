"""A small SaaS: feature flags for teams that sign up, invite, pay, and never see each
other."""
