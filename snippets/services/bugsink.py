"""Bugsink, an error tracker that speaks the Sentry protocol, on SQLite.

SENTRY_DSN names its one project, as every Sentry SDK reads it; the REST API under
BUGSINK_URL takes the token in BUGSINK_TOKEN. An event is digested before the answer to its
envelope, so what `sentry_sdk.flush()` has sent can be read at once. A running server is
taken from nobody: its issues are not a snippet's.
"""

import contextlib
import secrets
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from snippets.services.process import (
    ServiceError, SystemMissing, free_port, made_once, running, scratch,
)  # fmt: skip
from snippets.services.server import Server

LABEL = "Bugsink"
VARIABLE = "SENTRY_DSN"
CONFIG = """\
from bugsink.settings.default import *
SECRET_KEY = {secret!r}
DATABASES["default"]["NAME"] = "{folder}/db.sqlite3"
DATABASES["snappea"]["NAME"] = "{folder}/snappea.sqlite3"
SNAPPEA = {{"TASK_ALWAYS_EAGER": True}}
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
ALLOWED_HOSTS = ["127.0.0.1"]
BUGSINK = {{
    "BASE_URL": "{url}", "SINGLE_USER": True, "SINGLE_TEAM": True,
    "INGEST_STORE_BASE_DIR": "{folder}/ingestion", "PHONEHOME": False, **{settings!r},
}}
"""
# Its 300 migrations take 5 to 10 s: they run once a version, and snippets get a copy.
MIGRATE = """\
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("migrate", database="snappea", verbosity=0)
"""
SETUP = """\
import django; django.setup()
from bsmain.models import AuthToken
from projects.models import Project
from teams.models import Team
print(AuthToken.create_full_access().token)
print(Project.objects.create(name="shop", team=Team.objects.create(name="shop")).dsn)
"""
KEPT = Path(__file__).parents[2] / ".cache"


def _ready(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/health/ready", timeout=2) as answer:
            return answer.status == 200
    except urllib.error.HTTPError as answer:
        return answer.code < 500
    except (urllib.error.URLError, OSError):
        return False


def _release() -> str:
    try:
        return version("bugsink")
    except PackageNotFoundError:
        raise SystemMissing("bugsink is not installed: run this through `make`") from None


def _run(program: str, folder: Path, url: str = "", **settings: object) -> list[str]:
    """Run `program` on the Bugsink in `folder`; return what it prints, in words."""
    config = CONFIG.format(
        secret=secrets.token_hex(32), folder=folder, url=url, settings=settings
    )
    (folder / "bugsink_conf.py").write_text(config)
    ran = subprocess.run(
        [sys.executable, "-c", program],
        env=_environment(folder), cwd=folder, capture_output=True, text=True,
    )  # fmt: skip
    if ran.returncode:
        raise ServiceError(f"{LABEL} could not be set up:\n{ran.stderr[-2000:]}")
    return ran.stdout.split()


def _environment(folder: Path) -> dict[str, str]:
    return {
        "PATH": "/usr/bin:/bin",
        "PYTHONPATH": str(folder),
        "DJANGO_SETTINGS_MODULE": "bugsink_conf",
    }


def _copy_databases(folder: Path, release: str) -> None:
    kept = made_once(KEPT / f"bugsink-{release}", _migrate)
    for file in kept.glob("*.sqlite3"):
        shutil.copy(file, folder)


def _migrate(folder: Path) -> None:
    folder.mkdir()
    _run(MIGRATE, folder, "http://127.0.0.1")


@contextlib.contextmanager
def server(settings: dict[str, object]) -> Iterator[Server]:
    """Start an empty Bugsink with one project; `settings` are those of its BUGSINK."""
    release = _release()
    with scratch("bugsink") as folder:
        _copy_databases(folder, release)
        port = free_port()
        url = f"http://127.0.0.1:{port}"
        token, dsn = _run(SETUP, folder, url, **settings)
        command = [sys.executable, "-m", "gunicorn", "bugsink.wsgi", "--threads=2"]
        command += [f"--bind=127.0.0.1:{port}", "--graceful-timeout=1"]
        with running(
            command, name=LABEL, log=folder / "log", ready=lambda: _ready(url),
            env=_environment(folder), cwd=folder,
        ):  # fmt: skip
            names = {VARIABLE: dsn, "BUGSINK_URL": url, "BUGSINK_TOKEN": token}
            yield Server(LABEL, release, names)


@contextlib.contextmanager
def for_snippet(options: dict[str, str]) -> Iterator[Server]:
    """Give a snippet a Bugsink of its own: it starts in 2 s and takes 90 MB."""
    settings = {key.upper(): int(value) for key, value in options.items()}
    with server(settings) as started:
        yield started
