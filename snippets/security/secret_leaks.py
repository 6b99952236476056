# needs: postgresql(log_statement=ddl)
import contextlib
import os
import pathlib
import subprocess
import sys

import httpx
import psycopg

SECRET = "canary-" + "4f1d9c"
url = os.environ["DATABASE_URL"]
server_log = pathlib.Path(os.environ["PGDATA"]).parent / "postgresql.log"
db = psycopg.connect(url, autocommit=True)
SERVICE = """
import os, sys
os.environ.pop("PASSWORD", None)  # too late
print(flush=True), sys.stdin.read()
"""


def finds(text):
    return SECRET in (text if isinstance(text, str) else text.decode(errors="replace"))


@contextlib.contextmanager
def service(*arguments, **environment):
    with subprocess.Popen([sys.executable, "-c", SERVICE, *arguments],
                          env=os.environ | environment, stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE) as started:  # fmt: skip
        started.stdout.readline()
        yield pathlib.Path("/proc", str(started.pid))


def said_by(call, *arguments, **options):
    try:
        call(*arguments, **options)
    except Exception as error:
        return str(error)


def answer_401(request):
    return httpx.Response(401, request=request)


def fetch(address, **options):
    with httpx.Client(transport=httpx.MockTransport(answer_401)) as client:
        client.get(address, **options).raise_for_status()


def password_statement(role, password):
    before = server_log.stat().st_size
    db.execute(f"CREATE ROLE {role}")
    db.execute(f"ALTER ROLE {role} PASSWORD '{password}'")
    return server_log.read_bytes()[before:]


def git(*arguments):
    identity = ["-c", "user.name=x", "-c", "user.email=x@x.test"]
    return subprocess.check_output(["git", *identity, *arguments])


# --8<-- [start:channels]
found = {}
with service(PASSWORD=SECRET) as process:
    found["environment, after os.environ.pop"] = (process / "environ").read_bytes()
with service(f"--password={SECRET}") as process:
    found["arguments (ps)"] = (process / "cmdline").read_bytes()
os.environ["PASSWORD"] = SECRET
found["a child that has no use for it"] = subprocess.check_output(["env"])
del os.environ["PASSWORD"]
found["exception, token in the URL"] = said_by(fetch, f"https://x.test/?token={SECRET}")
found["exception, token in a header"] = said_by(
    fetch, "https://x.test/", headers={"Authorization": f"Bearer {SECRET}"})
found["exception, mistyped postgresql:/ URL"] = said_by(
    psycopg.connect, f"postgresql:/app:{SECRET}@db/shop")
found["server log, ALTER ROLE PASSWORD"] = password_statement("plain", SECRET)
verifier = db.pgconn.encrypt_password(SECRET.encode(), b"hashed", b"scram-sha-256")
found["server log, SCRAM verifier"] = password_statement("hashed", verifier.decode())
git("init", "-q", "."), pathlib.Path(".env").write_text(SECRET), git("add", ".env")
git("commit", "-qm", "start"), git("rm", "-q", ".env"), git("commit", "-qm", "remove")
found["git, after git rm and a commit"] = git("log", "-p", "--all")
# --8<-- [end:channels]
for channel, text in found.items():
    print(f"{channel}: {'FOUND' if finds(text) else 'not there'}")
assert [c for c, text in found.items() if not finds(text)] == [
    "exception, token in a header", "server log, SCRAM verifier",
]  # fmt: skip
