# One Dockerfile in three steps, each read by hadolint.
import json
import subprocess
from textwrap import shorten

# --8<-- [start:files]
FIRST = """\
FROM python:latest
ADD . /app
WORKDIR app
RUN apt-get update && apt-get install curl
RUN cd /app && pip install -r requirements.txt
ENV API_TOKEN=abc
CMD python server.py
"""
SECOND = """\
FROM python:3.14-slim-trixie
WORKDIR /app
RUN apt-get update && apt-get install -y --no-install-recommends curl \\
 && rm -rf /var/lib/apt/lists/*
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY . .
USER 10001
CMD ["python", "server.py"]
"""
THIRD = """\
# syntax=docker/dockerfile:1
FROM python:3.14-slim-trixie AS build
WORKDIR /app
RUN python -m venv /venv
COPY requirements.txt .
RUN --mount=type=cache,target=/root/.cache/pip \\
    --mount=type=secret,id=index,env=PIP_INDEX_URL \\
    /venv/bin/pip install --require-hashes -r requirements.txt

FROM python:3.14-slim-trixie
COPY --from=build /venv /venv
COPY server.py /app/
USER 10001
ENTRYPOINT ["/venv/bin/python", "/app/server.py"]
"""
# --8<-- [end:files]


def lint(text: str) -> list[dict]:
    done = subprocess.run(["hadolint", "--format", "json", "-"], input=text, text=True,
                          capture_output=True)  # fmt: skip
    return json.loads(done.stdout)


def first(one: dict) -> str:
    return one["message"].split(". ")[0]


found = {}
for name, text in {"first": FIRST, "second": SECOND, "third": THIRD}.items():
    found[name] = lint(text)
    print(f"{name}: {len(found[name])} findings")
    for one in sorted(found[name], key=lambda one: (one["line"], one["code"])):
        said = shorten(first(one), 66, placeholder=" …")
        print(f"  {one['line']}: {one['code']} {said}")
codes = {one["code"] for one in found["first"]}
print("says that ENV holds a secret:", "DL3064" in codes)
print("says that the process runs as root:", "DL3002" in codes)
assert len(found["first"]) > len(found["second"]) >= len(found["third"])
