# needs: postgresql, valkey
import os
import signal
import subprocess
import sys
import time

import psycopg
import redis

TTL = 0.4
store = redis.Redis.from_url(os.environ["REDIS_URL"], decode_responses=True)
FENCED_SET = store.register_script("""
    if tonumber(ARGV[1]) < tonumber(redis.call('HGET', KEYS[1], 'token') or 0) then
        return redis.error_reply('FENCED token ' .. ARGV[1] .. ' is older')
    end
    redis.call('HSET', KEYS[1], 'token', ARGV[1], 'by', ARGV[2])
    return 'OK'
""")


# --8<-- [start:idea]
def take_lease(database, who):
    """Take or renew the lease; return its fencing token, None if another has it."""
    row = database.execute(  # (1)!
        """
        UPDATE lease SET holder = %(who)s,
               token = token + (holder <> %(who)s)::int,
               ends = clock_timestamp() + make_interval(secs => %(ttl)s)
        WHERE holder = %(who)s AND ends > clock_timestamp()
              OR ends <= clock_timestamp()
        RETURNING token
        """,
        {"who": who, "ttl": TTL},
    ).fetchone()
    return row and row[0]


def lead(who, fenced):
    """Write as leader; the pause falls between the check and the write."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as database:
        while (token := take_lease(database, who)) is None:
            time.sleep(0.02)
        print(f"{who} leads with token {token}", flush=True)
        if who == "A":
            os.kill(os.getpid(), signal.SIGSTOP)  # (2)!
        try:
            if fenced:
                FENCED_SET(keys=["report"], args=[token, who])
            else:
                store.hset("report", mapping={"token": token, "by": who})
            print(f"{who} writes: OK", flush=True)
        except redis.ResponseError as error:
            print(f"{who} writes: {error}", flush=True)
# --8<-- [end:idea]


if len(sys.argv) > 1:
    lead(sys.argv[1], sys.argv[2] == "fenced")
    sys.exit()

admin = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
admin.execute("CREATE TABLE lease (holder text, token bigint, ends timestamptz)")
for mode in ("without a token", "fenced"):
    print(f"-- {mode}", flush=True)
    admin.execute("TRUNCATE lease")
    admin.execute("INSERT INTO lease VALUES ('', 32, '-infinity')")
    store.delete("report")
    start = [sys.executable, __file__]
    a = subprocess.Popen([*start, "A", mode])
    os.waitid(os.P_PID, a.pid, os.WSTOPPED | os.WNOWAIT)  # A stands still
    subprocess.run([*start, "B", mode], check=True)
    os.kill(a.pid, signal.SIGCONT)
    assert a.wait() == 0
    print(f"{mode}, the report is by: {store.hget('report', 'by')}", flush=True)
    assert store.hget("report", "by") == ("B" if mode == "fenced" else "A")
