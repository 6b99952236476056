"""`python -m saas`: bring the schema up to date, then serve until told to stop."""

from pathlib import Path

from saas.app import create
from saas.settings import SaasSettings
from snippets.projects.kit.database import migrate
from snippets.projects.kit.serving import serve, start_process
from snippets.projects.kit.settings import load

MIGRATIONS = Path(__file__).with_name("migrations")

if __name__ == "__main__":
    settings = load(SaasSettings)
    start_process("saas", settings)
    migrate(settings.dsn, MIGRATIONS)
    serve(create(settings), settings)
