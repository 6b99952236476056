"""A server that a variable names is used as it is found, or refused in one line."""

import psycopg
import pytest
import redis

from snippets.services import ServiceError, Services, named, nats, postgresql, valkey
from snippets.services.process import SystemMissing, free_port
from tests.run.test_services import ports


@pytest.fixture(scope="module")
def database():
    with postgresql.server({"unix_socket_directories": "/tmp"}) as server:
        url = server.environment["DATABASE_URL"]
        with psycopg.connect(url, autocommit=True) as session:
            session.execute("CREATE ROLE weak LOGIN")
        yield url


@pytest.fixture(scope="module")
def cache():
    with valkey.server() as server:
        yield server.environment["REDIS_URL"]


@pytest.fixture(scope="module")
def broker():
    with nats.server() as server:
        yield server.environment["NATS_URL"]


SYSTEMS = {"DATABASE_URL": "postgresql", "REDIS_URL": "valkey", "NATS_URL": "nats"}


def provided(variable):
    services = Services()
    return services, services.provide({SYSTEMS[variable]: {}})


def refusal(monkeypatch, variable, url):
    monkeypatch.setenv(variable, url)
    services, given = provided(variable)
    with services, pytest.raises(ServiceError) as refused, given:
        pass
    told = str(refused.value)
    assert told.startswith(f"{variable}=") and "\n" not in told
    assert told.endswith(f", or unset {variable} to have one started")
    assert not isinstance(refused.value, SystemMissing), "it would be skipped"
    return told


def test_a_valkey_that_holds_a_key_is_refused_and_keeps_it(monkeypatch, cache):
    other = redis.Redis.from_url(cache.removesuffix("0") + "3")
    other.set("mine", 1)
    told = refusal(monkeypatch, "REDIS_URL", cache)
    assert "it is not empty (keys: 1 in db3)" in told and "name an empty one" in told
    assert other.get("mine") == b"1"
    other.flushall()


def test_a_named_valkey_is_left_as_it_was(monkeypatch, cache):
    monkeypatch.setenv("REDIS_URL", cache)
    session = redis.Redis.from_url(cache)
    before = session.config_get()
    services, given = provided("REDIS_URL")
    with services, given:
        session.set("made", 1)
        session.config_set("maxclients", 20)
    assert session.dbsize() == 0 and session.config_get() == before


def test_a_named_server_that_is_down_is_told(monkeypatch):
    for variable, scheme in (
        ("DATABASE_URL", "postgresql"), ("REDIS_URL", "redis"), ("NATS_URL", "nats")
    ):  # fmt: skip
        told = refusal(monkeypatch, variable, f"{scheme}://127.0.0.1:{free_port()}")
        assert "answers there (" in told and "; start it, or" in told


@pytest.mark.parametrize(
    ("variable", "url"),
    [
        ("DATABASE_URL", "postgresql://127.0.0.1:abc/x"),
        ("DATABASE_URL", "postgresql://127.0.0.1:99999/x"),
        ("DATABASE_URL", "redis://127.0.0.1"),
        ("REDIS_URL", "redis://127.0.0.1:abc"),
        ("REDIS_URL", "postgresql://127.0.0.1/x"),
        ("NATS_URL", "nats://127.0.0.1:abc"),
    ],
)
def test_a_malformed_address_is_told(monkeypatch, variable, url):
    assert "that is no " in refusal(monkeypatch, variable, url)


def test_another_system_behind_the_port_is_told(monkeypatch, database, cache):
    (postgres_port, valkey_port) = ports([database, cache])
    told = refusal(monkeypatch, "REDIS_URL", f"redis://127.0.0.1:{postgres_port}")
    assert "no Valkey answers there" in told
    told = refusal(
        monkeypatch, "DATABASE_URL", f"postgresql://127.0.0.1:{valkey_port}/x"
    )
    assert "no PostgreSQL answers there" in told


def test_a_role_that_cannot_make_databases_is_told(monkeypatch, database):
    url = database.replace("postgres@", "weak:secret@")
    told = refusal(monkeypatch, "DATABASE_URL", url)
    assert "`ALTER ROLE weak CREATEDB`" in told and "secret" not in told


def test_an_unknown_role_is_told(monkeypatch, database):
    told = refusal(
        monkeypatch, "DATABASE_URL", database.replace("postgres@", "nobody@")
    )
    assert 'it refuses (role "nobody" does not exist)' in told


@pytest.mark.parametrize(
    "form",
    [
        "host=127.0.0.1 port={} user=postgres dbname=postgres",
        "host=/tmp port={} user=postgres",
        "postgresql:///postgres?host=/tmp&port={}&user=postgres",
        "postgresql://postgres@127.0.0.1:{}/postgres?application_name=a%20b",
    ],
)
def test_every_form_of_an_address_gives_a_database(monkeypatch, database, form):
    monkeypatch.setenv("DATABASE_URL", form.format(*ports([database])))
    services, given = provided("DATABASE_URL")
    with services, given as (server,):
        url = server.environment["DATABASE_URL"]
        assert url.startswith("postgresql://")
        with psycopg.connect(url) as session:
            assert session.info.dbname.startswith("snippet_")


def test_what_the_address_leaves_out_is_spelt_out(monkeypatch, database):
    monkeypatch.setenv("PGPORT", str(*ports([database])))
    monkeypatch.setenv("PGUSER", "postgres")
    monkeypatch.setenv("DATABASE_URL", "postgresql://127.0.0.1/postgres")
    services, given = provided("DATABASE_URL")
    with services, given as (server,):
        monkeypatch.delenv("PGPORT")
        monkeypatch.delenv("PGUSER")
        psycopg.connect(server.environment["DATABASE_URL"]).close()


@pytest.mark.parametrize(
    ("url", "spelt"),
    [
        ("redis://host", "redis://host:6379"),
        ("redis://:a@host/2", "redis://:a@host:6379/2"),
        ("redis://host:1/0", "redis://host:1/0"),
        ("unix:///tmp/valkey", "unix:///tmp/valkey"),
    ],
)
def test_the_port_of_a_redis_is_spelt_out(url, spelt):
    assert named._with_port(url, 6379) == spelt


def test_a_named_nats_says_its_version(monkeypatch, broker):
    monkeypatch.setenv("NATS_URL", broker)
    services, given = provided("NATS_URL")
    with services, given as (server,):
        assert server.version.startswith("2.")
