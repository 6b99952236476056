# needs: postgresql
import hashlib
import os

import psycopg

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute("DROP ROLE IF EXISTS audit_writer; CREATE ROLE audit_writer")
# --8<-- [start:chain]
db.execute(
    """CREATE TABLE audit (n bigint PRIMARY KEY, entry jsonb NOT NULL, hash bytea);
       CREATE TABLE audit_head (n bigint, hash bytea);
       INSERT INTO audit_head VALUES (0, '');
       CREATE FUNCTION audit_append(entry jsonb) RETURNS bigint LANGUAGE plpgsql
       SECURITY DEFINER SET search_path = public, pg_temp AS $$
       DECLARE head audit_head;
       BEGIN
         SELECT * INTO head FROM audit_head FOR UPDATE;  -- one order, no forks
         head.n := head.n + 1;
         head.hash := sha256(head.hash || int8send(head.n)
                             || convert_to(entry::text, 'UTF8'));
         INSERT INTO audit VALUES (head.n, entry, head.hash);
         UPDATE audit_head SET n = head.n, hash = head.hash;
         RETURN head.n;
       END $$;
       REVOKE ALL ON FUNCTION audit_append FROM PUBLIC;
       GRANT EXECUTE ON FUNCTION audit_append TO audit_writer"""
)


def verify(anchor=None):  # anchor: n and hash of some row, kept where no DBA can write
    hash_, last = b"", 0
    rows = db.execute("SELECT n, entry::text, hash FROM audit ORDER BY n")
    for n, entry, stored in rows:
        hash_ = hashlib.sha256(hash_ + n.to_bytes(8, "big") + entry.encode()).digest()
        if n != last + 1 or hash_ != stored:
            return False
        if anchor and n == anchor[0] and hash_ != anchor[1]:
            return False
        last = n
    return not anchor or last >= anchor[0]  # (1)!
# --8<-- [end:chain]


def append(who, what):
    entry = f'{{"who": "{who}", "what": "{what}"}}'
    db.execute("SELECT audit_append(%s::jsonb)", [entry])


REWRITE = """
  DO $$ DECLARE r record; h bytea := '';
  BEGIN
    FOR r IN SELECT * FROM audit ORDER BY n LOOP
      h := sha256(h || int8send(r.n) || convert_to(r.entry::text, 'UTF8'));
      UPDATE audit SET hash = h WHERE n = r.n;
    END LOOP;
    UPDATE audit_head SET n = (SELECT max(n) FROM audit), hash = h;
  END $$"""
EDIT = """UPDATE audit SET entry = '{"who": "bob", "what": "paid out"}' WHERE n = 3"""
# --8<-- [start:tampering]
TAMPERING = {  # as the owner of the table
    "edit a row": EDIT,
    "delete from the middle": "DELETE FROM audit WHERE n = 3",
    "swap two rows": "UPDATE audit a SET entry = b.entry FROM audit b "
                     "WHERE (a.n, b.n) IN ((2, 4), (4, 2))",
    "cut the end off": "DELETE FROM audit WHERE n > 3; UPDATE audit_head "
                       "SET (n, hash) = (SELECT n, hash FROM audit WHERE n = 3)",
    "edit, then compute all hashes anew": EDIT + ";" + REWRITE,
}  # fmt: skip
# --8<-- [end:tampering]
db.execute("SET ROLE audit_writer")
append("alice", "login")
refused = 0
for attempt in ("INSERT INTO audit VALUES (9, '{}', '')", "DELETE FROM audit",
                "UPDATE audit SET entry = '{}'", "TRUNCATE audit", "TABLE audit"):
    try:
        db.execute(attempt)
    except psycopg.errors.InsufficientPrivilege:
        refused += 1
db.execute("RESET ROLE")
print(f"statements refused to the writer (42501): {refused}")
for what in ("read", "paid out", "refund", "logout"):
    append("alice", what)
anchor = db.execute("SELECT n, hash FROM audit_head").fetchone()
assert verify() and verify(anchor)
print("                                     chain    chain and anchor")
missed = []
for name, statements in TAMPERING.items():
    with db.transaction(force_rollback=True):
        db.execute(statements)
        seen = [not verify(), not verify(anchor)]
    words = ["caught" if each else "missed" for each in seen]
    print(f"{name:36} {words[0]:8} {words[1]}")
    missed += [name] if not seen[0] else []
    assert seen[1]
print(f"missed by the chain alone: {len(missed)}")
assert refused == 5 and missed == list(TAMPERING)[3:]
db.execute("DROP OWNED BY audit_writer; DROP ROLE audit_writer")
