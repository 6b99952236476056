"""Running servers that environment variables name: asked whether snippets may use them.

What does not answer, or will not do, is a ServiceError of one line: the variable, the
cause, and the way out. A driver is imported where it is used: all of them take half a
second of processor time, which each snippet that starts a server would pay.
"""

import asyncio
import contextlib
import os
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg.conninfo import conninfo_to_dict

from snippets.services.process import ServiceError, alone
from snippets.services.server import Server

SECONDS = 5
LOCKS = Path(__file__).parents[2] / ".cache"
_PASSWORD = re.compile(r"(?<=:)[^:/@\s]+(?=@)|(?<=password=)[^&\s]+")


def refused(variable: str, problem: str) -> ServiceError:
    """Return the error for the server that `variable` names; passwords are left out."""
    named = _PASSWORD.sub("***", os.environ[variable])
    way_out = f"or unset {variable} to have one started"
    return ServiceError(f"{variable}={named}: {problem}, {way_out}")


def _silent(variable: str, label: str, cause: object) -> ServiceError:
    problem = f"no {label} answers there ({_one_line(cause)}); start it"
    return refused(variable, problem)


def _no_address(variable: str, label: str, cause: object) -> ServiceError:
    problem = f"that is no {label} address ({_one_line(cause)}); mend it"
    return refused(variable, problem)


def _one_line(cause: object) -> str:
    said = "; ".join(line.strip() for line in str(cause).splitlines() if line.strip())
    return said[:200].rstrip(".")


def postgresql(variable: str) -> Server:
    """Return the PostgreSQL that `variable` names, as a URL or as libpq's key=value."""
    url = os.environ[variable]
    asked = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
    try:
        ports = str(conninfo_to_dict(url).get("port", "")).split(",")
    except psycopg.ProgrammingError as error:
        raise _no_address(variable, "PostgreSQL", error) from None
    for port in filter(None, ports):
        if not port.isdecimal() or not 0 < int(port) < 65536:
            cause = f"port {port!r} is no number from 1 to 65535"
            raise _no_address(variable, "PostgreSQL", cause)
    try:
        with psycopg.connect(url, connect_timeout=SECONDS) as session:
            (may_create,) = session.execute(asked).fetchone()
            role = session.info.user
            version = session.info.parameter_status("server_version").split()[0]
    except psycopg.errors.ConnectionTimeout:
        cause = f"nothing there spoke its protocol within {SECONDS} s"
        raise _silent(variable, "PostgreSQL", cause) from None
    except psycopg.Error as error:
        if fatal := re.search(r"FATAL:\s+(.*)", str(error)):
            problem = f"it refuses ({_one_line(fatal[1])}); name a role and database that it lets in"
            raise refused(variable, problem) from None
        raise _silent(variable, "PostgreSQL", error) from None
    if not may_create:
        problem = f"its role {role!r} may not create the database of a snippet"
        raise refused(variable, f"{problem}; `ALTER ROLE {role} CREATEDB`")
    return Server("PostgreSQL", version, {variable: url})


@contextlib.contextmanager
def empty_valkey(variable: str) -> Iterator[Server]:
    """Yield the Valkey or Redis that `variable` names, to one snippet at a time.

    Snippets flush the whole server, so one that holds any key is refused. At the end it
    is flushed, and settings that the snippet changed are set back.
    """
    import redis

    url = os.environ[variable]
    with alone(LOCKS / f"{variable}.lock"):
        try:
            session = redis.Redis.from_url(
                url, socket_connect_timeout=SECONDS, socket_timeout=SECONDS, retry=None
            )
            about, databases = session.info("server"), session.info("keyspace")
            settings = session.config_get()
        except ValueError as error:
            raise _no_address(variable, "Valkey", error) from None
        except redis.RedisError as error:
            raise _silent(variable, "Valkey", error) from None
        if databases:
            held = ", ".join(f"{d['keys']} in {name}" for name, d in databases.items())
            problem = f"it is not empty (keys: {held}) and a snippet would flush it"
            raise refused(variable, f"{problem}; name an empty one")
        valkey = about.get("valkey_version")
        environment = {variable: _with_port(url, 6379)}
        release = valkey or about["redis_version"]
        try:
            yield Server("Valkey" if valkey else "Redis", release, environment)
        finally:
            with contextlib.suppress(redis.ConnectionError):  # the snippet ended it
                session.flushall()
                for key, value in session.config_get().items():
                    if value != settings[key]:
                        session.config_set(key, settings[key])
            session.close()


def nats_server(variable: str) -> Server:
    """Return the NATS server that `variable` names."""
    import nats

    url = os.environ[variable]
    causes: list[Exception] = []
    try:
        version = asyncio.run(_nats_version(url, causes))
    except (nats.errors.Error, ValueError) as error:
        if not causes:
            raise _no_address(variable, "NATS", error) from None
        cause = str(causes[-1]) or f"nothing there spoke its protocol in {SECONDS} s"
        raise _silent(variable, "NATS", cause) from None
    return Server("NATS", version, {variable: url})


def kafka(variable: str) -> Server:
    """Return the Kafka that `variable` names; a snippet makes topics of its own in it."""
    from confluent_kafka import KafkaException
    from confluent_kafka.admin import AdminClient

    address = os.environ[variable]
    try:
        admin = AdminClient({"bootstrap.servers": address, "log_level": 0})
        admin.list_topics(timeout=SECONDS)
    except KafkaException as error:
        raise _silent(variable, "Apache Kafka", error.args[0].str()) from None
    return Server("Apache Kafka", "", {variable: address})


def rabbitmq(variable: str) -> Server:
    """Return the RabbitMQ that `variable` names, with the virtual host in it."""
    import pika

    url = os.environ[variable]
    try:
        parameters = pika.URLParameters(url)
        parameters.socket_timeout = parameters.blocked_connection_timeout = SECONDS
        with pika.BlockingConnection(parameters) as connection:
            about = connection._impl.server_properties
    except (ValueError, TypeError) as error:
        raise _no_address(variable, "RabbitMQ", error) from None
    except pika.exceptions.AMQPError as error:
        raise _silent(variable, "RabbitMQ", error or type(error).__name__) from None
    return Server("RabbitMQ", about["version"], {variable: url})


async def _nats_version(url: str, causes: list[Exception]) -> str:
    import nats

    async def keep(error: Exception) -> None:
        causes.append(error)

    client = await nats.connect(
        url,
        connect_timeout=SECONDS,
        error_cb=keep,
        max_reconnect_attempts=1,
        reconnect_time_wait=0,
    )
    version = client.connected_server_version
    await client.close()
    return f"{version.major}.{version.minor}.{version.patch}"


def _with_port(url: str, port: int) -> str:
    address = urlsplit(url)
    if not address.hostname or address.port:
        return url
    return address._replace(netloc=f"{address.netloc.rstrip(':')}:{port}").geturl()
