"""The world outside the SaaS, for tests and for a laptop: a mailbox, and what plays
Stripe."""
