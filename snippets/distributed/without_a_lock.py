# needs: postgresql
import os
import threading

import psycopg
from psycopg.rows import scalar_row

WORKERS = 8
url = os.environ["DATABASE_URL"]
admin = psycopg.connect(url, autocommit=True, row_factory=scalar_row)
admin.execute("CREATE TABLE booking (seat text PRIMARY KEY, who int)")
admin.execute("CREATE TABLE job (id int PRIMARY KEY, done_by int)")
admin.execute("INSERT INTO job SELECT n, NULL FROM generate_series(1, 200) n")
admin.execute("CREATE TABLE report (day date PRIMARY KEY, made_by int)")


def together(work):
    """Run `work(connection, number)` in WORKERS sessions at once; collect results."""
    barrier, results = threading.Barrier(WORKERS), []

    def run(number):
        with psycopg.connect(url, autocommit=True, row_factory=scalar_row) as session:
            barrier.wait()
            results.append(work(session, number))

    threads = [threading.Thread(target=run, args=(n,)) for n in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


# --8<-- [start:idea]
def book(session, who):
    try:
        session.execute("INSERT INTO booking VALUES ('12A', %s)", [who])
    except psycopg.errors.UniqueViolation as error:
        return error.sqlstate
    return "booked"


def work_off(session, who):
    """Take the next free job until there is none; nobody waits for anybody."""
    done = 0
    take = "SELECT id FROM job WHERE done_by IS NULL LIMIT 1 FOR UPDATE SKIP LOCKED"
    while True:
        with session.transaction():
            job = session.execute(take).fetchone()
            if job is None:
                return done
            session.execute("UPDATE job SET done_by = %s WHERE id = %s", [who, job])
            done += 1


def make_report(session, who):
    """Every instance runs the nightly job; one of them finds work."""
    claim = "INSERT INTO report VALUES ('2026-11-21', %s) ON CONFLICT DO NOTHING"
    return session.execute(claim, [who]).rowcount
# --8<-- [end:idea]


booked = together(book)
print(f"seat: {booked.count('booked')} booked, {booked.count('23505')} got 23505")
done = together(work_off)
print(f"queue: {sum(done)} jobs of 200 done, each once")
print(f"report: {sum(together(make_report))} of {WORKERS} instances made it")
assert booked.count("booked") == 1 and sum(done) == 200
