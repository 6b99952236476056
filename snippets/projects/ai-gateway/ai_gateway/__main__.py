"""`python -m ai_gateway` serves the gateway."""

from pathlib import Path

from ai_gateway.app import build
from ai_gateway.settings import Gateway
from snippets.projects.kit import database, serving
from snippets.projects.kit.settings import load


def main() -> None:
    """Read the settings, bring the schema up to date, serve until told to stop."""
    settings = load(Gateway)
    serving.start_process("ai-gateway", settings)
    database.migrate(settings.dsn, Path(__file__).with_name("migrations"))
    serving.serve(build(settings), settings)


if __name__ == "__main__":
    main()
