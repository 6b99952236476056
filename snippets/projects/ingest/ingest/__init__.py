"""Accepts events over HTTP, keeps them in PostgreSQL, copies them to ClickHouse."""
