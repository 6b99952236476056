"""Run by Alembic."""

from snippets.projects.kit.database import run_migrations

run_migrations()
