"""Accepts events over HTTP and keeps them: in PostgreSQL, and from there in ClickHouse."""
