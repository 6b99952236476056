"""The process that owns ClickHouse: copies rows to it, and answers counts."""
