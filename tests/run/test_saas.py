"""What the SaaS promises of its outbox and no client sees: a slow mail server holds no
connection to the database, a false one gets no e-mail, and no e-mail is tried for ever."""

import asyncio
import importlib
import ssl
import subprocess

import psycopg
import pytest

from snippets.projects.kit import catalog, database
from snippets.runner.head import parse_needs
from snippets.services import Services
from snippets.services.process import SystemMissing, free_port
from tests.conftest import unavailable

PROJECT = catalog.find("saas")
MAIL = "INSERT INTO outbox (recipient, subject, body) VALUES ('a@b.c', '', '')"
OPEN = "SELECT count(*) FROM pg_stat_activity WHERE state = 'idle in transaction'"


@pytest.fixture(scope="module")
def services():
    with Services() as running:
        yield running


@pytest.fixture
def saas(monkeypatch):
    """Imports a module of the service, or of the world outside it."""
    monkeypatch.syspath_prepend(PROJECT.folder)
    return importlib.import_module


@pytest.fixture
def url(services):
    """A database with the schema, and one e-mail that is due."""
    try:
        with services.provide(parse_needs(PROJECT.needs)) as [server]:
            address = server.environment["DATABASE_URL"]
            database.migrate(address, PROJECT.folder / "saas" / "migrations")
            run(address, MAIL)
            yield address
    except SystemMissing as reason:
        unavailable(reason)


def run(url, query):
    """Run one statement as the owner; return its first row, if it has any."""
    with psycopg.connect(url, autocommit=True) as session:
        found = session.execute(query)
        return found.fetchone() if found.description else None


@pytest.fixture
def send(saas, url):
    """Sends the e-mail that is due to the server at a port; tells whether there was one."""

    def sent(port, **settings):
        asked = saas("saas.settings").SaasSettings(
            database_url=url, stripe_key="sk", stripe_webhook_secrets="whsec",
            smtp_port=port, smtp_host="localhost", **settings,
        )  # fmt: skip

        async def once():
            async with database.pool(asked.app_dsn, 2) as pool:
                return await saas("saas.mail").send_next(pool, asked)

        return asyncio.run(once())

    return sent


def test_no_transaction_is_open_while_an_e_mail_is_sent(saas, url, send):
    class Looking(saas("outside.mailbox").Mailbox):
        async def handle_DATA(self, *given):
            self.seen = run(url, OPEN)
            return await super().handle_DATA(*given)

    mailbox = Looking(free_port())
    mailbox.start()
    try:
        assert send(mailbox.port)
    finally:
        mailbox.stop()
    assert mailbox.seen == (0,) and mailbox.all_to("a@b.c")


def test_an_e_mail_waits_longer_after_each_failure_however_many_there_were(url, send):
    assert send(free_port()) and not send(free_port())
    run(url, "UPDATE outbox SET attempts = 5000, next_at = now()")
    assert send(free_port())
    waits = "SELECT next_at - now() > interval '9 minutes' FROM outbox"
    assert run(url, waits) == (True,)


def test_an_e_mail_that_failed_for_a_day_is_given_up(url, send):
    run(url, "UPDATE outbox SET id = uuidv7(interval '-25 hours')")
    assert send(free_port())
    assert run(url, "SELECT count(*) FROM outbox") == (0,)


def test_how_long_an_e_mail_waits_counts_from_its_beginning(saas, url, send):
    run(url, "UPDATE outbox SET id = uuidv7(interval '-1 hours')")
    send(free_port())

    async def measured():
        async with database.pool(url, 1) as pool:
            await saas("saas.work").measure(pool)

    asyncio.run(measured())
    waiting = saas("saas.metrics").WAITING.labels("mail")
    assert 3600 <= waiting.collect()[0].samples[0].value < 3700


def test_a_mail_server_with_a_certificate_of_its_own_making_gets_nothing(
    saas, url, send, tmp_path
):
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = "openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost"
    subprocess.run(
        [*command.split(), "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    own = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    own.load_cert_chain(certificate, key)
    mailbox = saas("outside.mailbox").Mailbox(free_port(), tls_context=own)
    mailbox.start()
    try:
        assert send(mailbox.port, smtp_starttls=True)
    finally:
        mailbox.stop()
    assert not mailbox.all_to("a@b.c")
    assert "CERTIFICATE_VERIFY_FAILED" in run(url, "SELECT error FROM outbox")[0]
