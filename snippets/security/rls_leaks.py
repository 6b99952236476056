# needs: postgresql
import os

import psycopg

notices = []
db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True,
                     prepare_threshold=None)  # DISCARD ALL drops prepared statements
db.add_notice_handler(lambda notice: notices.append(notice.message_primary))
db.execute("DROP ROLE IF EXISTS leak_api; CREATE ROLE leak_api")
db.execute(
    """CREATE TABLE invoice (id int PRIMARY KEY, tenant int, note text);
       INSERT INTO invoice VALUES (1, 1, 'ours'), (2, 2, 'salary list of tenant 2');
       CREATE VIEW filtered AS SELECT * FROM invoice WHERE tenant = 1;
       CREATE VIEW barrier WITH (security_barrier) AS
         SELECT * FROM invoice WHERE tenant = 1;
       GRANT SELECT ON filtered, barrier TO leak_api;
       GRANT SELECT, INSERT ON invoice TO leak_api;
       GRANT CREATE ON SCHEMA public TO leak_api"""
)
# --8<-- [start:leaky]
db.execute("SET ROLE leak_api")
db.execute(
    """CREATE FUNCTION tell(text) RETURNS bool COST 0.0000001 LANGUAGE plpgsql
       AS $$ BEGIN RAISE NOTICE '%', $1; RETURN true; END $$"""
)


def told(source):
    notices.clear()
    db.execute(f"SELECT * FROM {source} WHERE tell(note)")
    return any("tenant 2" in notice for notice in notices)


print("view with a WHERE tells tenant 2's note:", told("filtered"))
print("view WITH (security_barrier):", told("barrier"))
# --8<-- [end:leaky]
db.execute("RESET ROLE")
db.execute(
    """ALTER TABLE invoice ENABLE ROW LEVEL SECURITY;
       CREATE POLICY own ON invoice
         USING (tenant = nullif(current_setting('app.tenant', true), '')::int)"""
)
db.execute("SET ROLE leak_api; SET app.tenant = '1'")
print("table with a policy:", told("invoice"))
for key in (2, 9):
    try:
        with db.transaction(force_rollback=True):
            db.execute("INSERT INTO invoice VALUES (%s, 1)", [key])
        print(f"insert id {key}: accepted")
    except psycopg.Error as error:
        print(f"insert id {key}: {error.sqlstate}, so it exists")
# --8<-- [start:pool]
def rows_of_2(previous, *own):  # two requests, one server connection
    db.execute("DISCARD ALL")
    db.execute("SET ROLE leak_api")
    for request in ([previous], own):
        with db.transaction():
            for statement in request:
                db.execute(statement)
            read = db.execute("SELECT count(*) FROM invoice WHERE tenant = 2")
    return read.fetchone()[0]


BEFORE = "SET app.tenant = '2'"
OWN = "SET LOCAL app.tenant = '1'"
left, local = rows_of_2(BEFORE), rows_of_2("SET LOCAL app.tenant = '2'")
injected = rows_of_2(OWN, OWN, BEFORE)
# --8<-- [end:pool]
print("no tenant set, the request before used SET:", left)
print("no tenant set, the request before used SET LOCAL:", local)
print("tenant 1, with an injected SET:", injected)
assert (left, local, injected) == (1, 0, 1)
db.execute("RESET ROLE")
db.execute("DROP TABLE invoice CASCADE; DROP FUNCTION tell; DROP OWNED BY leak_api")
db.execute("DROP ROLE leak_api")
