# A Compose file against the schema that check-jsonschema brings, good and wrong.
import subprocess
from pathlib import Path

# --8<-- [start:file]
GOOD = """\
services:
  db:
    image: postgres:18.6
    environment: {POSTGRES_PASSWORD_FILE: /run/secrets/db}
    secrets: [db]
    volumes: ["data:/var/lib/postgresql"]
    healthcheck:
      test: ["CMD", "pg_isready", "-h", "127.0.0.1", "-U", "postgres"]
      interval: 10s
      timeout: 2s
      retries: 5
      start_period: 60s
      start_interval: 1s
  api:
    image: registry.example/api@sha256:{digest}
    depends_on:
      db: {condition: service_healthy, restart: true}
    init: true
    read_only: true
    cap_drop: [ALL]
    security_opt: ["no-new-privileges:true"]
    stop_grace_period: 30s
    mem_limit: 512m
    ports: ["127.0.0.1:8080:8080"]
secrets:
  db: {file: ./db.secret}
volumes:
  data: {}
""".replace("{digest}", "0" * 64)
# --8<-- [end:file]
WRONG = {
    "a key in the wrong place": GOOD.replace("    init: true", "    healthchek: {}"),
    "a condition that is none": GOOD.replace("service_healthy", "healthy"),
    "a service that is not there": GOOD.replace("      db: {cond", "      bd: {cond"),
}


def check(name: str, text: str) -> int:
    path = Path("compose.yaml")
    path.write_text(text)
    done = subprocess.run(
        ["check-jsonschema", "--builtin-schema", "vendor.compose-spec", path],
        capture_output=True, text=True)  # fmt: skip
    print(f"{name}: {'passed' if done.returncode == 0 else 'refused'}")
    for line in [one for one in done.stdout.splitlines() if "::" in one][:1]:
        print("   " + line.strip().removeprefix("compose.yaml::")[:70] + " …")
    return done.returncode


codes = [check("good", GOOD), *(check(*item) for item in WRONG.items())]
assert [bool(code) for code in codes] == [False, True, True, False]
