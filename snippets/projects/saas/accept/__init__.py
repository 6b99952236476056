"""The acceptance suite: what any implementation of this SaaS promises, over HTTP."""
