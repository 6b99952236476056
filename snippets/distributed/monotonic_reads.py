# needs: postgresql
import itertools

import psycopg

from snippets.services import postgresql


def one(connection, question, *values):
    return connection.execute(question, values).fetchone()[0]


def connect(server):
    return psycopg.connect(server.environment["DATABASE_URL"], autocommit=True)


READ = "SELECT count(*) FROM comment"
with (
    postgresql.server() as main,
    postgresql.standby(main) as first,
    postgresql.standby(main) as second,
):
    primary, near, far = connect(main), connect(first), connect(second)
    primary.execute("CREATE TABLE comment (n int)")
    primary.execute("INSERT INTO comment VALUES (1)")
    start = one(primary, "SELECT pg_current_wal_insert_lsn()::text")
    for node in (near, far):
        while not one(node, "SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn", start):
            pass
    far.execute("SELECT pg_wal_replay_pause()")
    while one(far, "SELECT pg_get_wal_replay_pause_state()") != "paused":
        pass
    primary.execute("INSERT INTO comment VALUES (2), (3)")
    end = one(primary, "SELECT pg_current_wal_insert_lsn()::text")
    while not one(near, "SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn", end):
        pass

    # --8<-- [start:idea]
    def round_robin():
        turn = itertools.cycle((near, far))
        return [one(next(turn), READ) for _ in range(4)]

    def with_a_watermark():
        """Skip a standby that is behind what this session has already seen."""
        turn, seen, counts = itertools.cycle((near, far)), "0/0", []
        while len(counts) < 4:
            node = next(turn)
            if one(node, "SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn", seen):  # (1)!
                counts.append(one(node, READ))
                seen = one(node, "SELECT pg_last_wal_replay_lsn()::text")  # (2)!
        return counts

    plain, marked = round_robin(), with_a_watermark()
    print("round robin, comments seen:", *plain)
    print("with a watermark, comments seen:", *marked)
    # --8<-- [end:idea]
    assert plain == [3, 1, 3, 1] and marked == [3, 3, 3, 3]
    lag = "SELECT count(*) FROM pg_stat_replication WHERE replay_lsn < %s::pg_lsn"
    print("standbys behind, seen on the primary:", one(primary, lag, end))
    asleep = "SELECT now() - pg_last_xact_replay_timestamp() > interval '0'"
    print("the idle, caught-up standby also shows a lag by time:", one(near, asleep))
