"""The API: brings the schema up to date, then serves."""

from pathlib import Path

from payments.app import create
from payments.settings import Settings
from snippets.projects.kit import database, serving
from snippets.projects.kit.settings import load


def main() -> None:
    """Run until SIGTERM."""
    settings = load(Settings)
    serving.start_process("payments", settings)
    database.migrate(settings.dsn, Path(__file__).parent / "migrations")
    serving.serve(create(settings), settings)


if __name__ == "__main__":
    main()
