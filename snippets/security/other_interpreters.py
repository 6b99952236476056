import email.message
import http.client
import json
import os
import shlex
import subprocess
from pathlib import Path

from jinja2 import Environment
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment
from starlette.responses import RedirectResponse, Response


def said(action):
    try:
        return str(action())
    except (SecurityError, ValueError, http.client.InvalidURL) as error:
        return f"{type(error).__name__}: {error}"[:58]


def run(command, **options):
    done = subprocess.run(command, capture_output=True, text=True, **options,
                          env=os.environ | {"LC_ALL": "C"})
    return (done.stdout + done.stderr).strip().replace("\n", " | ")


Path("a.txt").write_text("b\na\n")
Path("config").write_text("keep me")

# --8<-- [start:command]
name = "a.txt; echo owned"
print("shell:", run(f"sort {name}", shell=True))
print("list:", run(["sort", name]))
print("shell, quoted:", run(f"sort {shlex.quote(name)}", shell=True))
run(["sort", "a.txt", "--output=config"])           # the second name came from outside
print("list, but an option:", Path("config").read_text() != "keep me" and "overwritten")
print("after --:", run(["sort", "--", "--output=config"]))  # (1)!
# --8<-- [end:command]

# --8<-- [start:template]
text = "{{ cycler.__init__.__globals__.os.popen('echo owned').read() }}"
order = {"id": 7, "customer": {"email": "ann@example.com", "password": "$argon2id$"}}
boxed = SandboxedEnvironment()
print("text as a template:", Environment().from_string(text).render().strip())
print("in the sandbox:", said(boxed.from_string(text).render))
print("sandbox, what you passed:", boxed.from_string(
    "{{ order.customer.password }}").render(order=order))  # (1)!
print("sandbox, megabytes from 20 bytes:", len(boxed.from_string(
    "{{ 'x' * 9000000 }}").render()) // 1_000_000)
print("text as a value:", Environment(autoescape=True).from_string(  # (2)!
    "Dear {{ who }}").render(who="{{ 7*7 }} <b>"))
# --8<-- [end:template]

# --8<-- [start:header]
evil = "x\r\nSet-Cookie: role=admin"
connection = http.client.HTTPConnection("127.0.0.1")
connection.putrequest("GET", "/")
print("http.client:", said(lambda: connection.putheader("X-Name", evil)))
mail = email.message.EmailMessage()
print("EmailMessage:", said(lambda: mail.__setitem__("Subject", evil)))
raw = dict(Response(headers={"x-name": evil}).raw_headers)
print("Starlette, any header:", raw[b"x-name"])
redirect = dict(RedirectResponse("/?" + evil).raw_headers)
print("Starlette, redirect:", redirect[b"location"])
# --8<-- [end:header]

# --8<-- [start:log]
user = "ann\nINFO login ok user=admin"
print("log, glued:", len(f"WARN login failed user={user}".splitlines()), "lines")
print("log, JSON:", json.dumps({"event": "login failed", "user": user}))
# --8<-- [end:log]
