"""A payments service: charges, a double-entry ledger, webhooks, reconciliation."""
