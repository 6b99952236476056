# needs: postgresql
import os

import psycopg

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute("CREATE EXTENSION btree_gist")


def attempt(what, statement):
    try:
        db.execute(statement)
        verdict = "accepted"
    except psycopg.errors.IntegrityError as error:
        diag = error.diag
        rule = diag.constraint_name or diag.column_name or diag.message_primary[:34]
        verdict = f"{error.sqlstate} {rule}"
    print(f"{what + ':':32} {verdict}")


# --8<-- [start:values]
db.execute(
    """CREATE TABLE item (
           id int PRIMARY KEY,
           price numeric CONSTRAINT price_positive CHECK (price > 0),
           fee numeric CONSTRAINT fee_finite CHECK (fee > 0 AND fee < 'Infinity'),
           name text NOT NULL,
           code text CONSTRAINT code_once UNIQUE,
           slot text CONSTRAINT slot_once UNIQUE NULLS NOT DISTINCT
       )"""
)
attempt("price -1", "INSERT INTO item VALUES (1, -1, 1, 'a', 'A', 's1')")
attempt("price NULL", "INSERT INTO item VALUES (2, NULL, 1, 'b', 'B', 's2')")  # (1)!
attempt("price NaN", "INSERT INTO item VALUES (3, 'NaN', 1, 'c', 'C', 's3')")  # (2)!
attempt("fee NaN", "INSERT INTO item VALUES (9, 1, 'NaN', 'i', 'I', 's9')")
attempt("name NULL", "INSERT INTO item VALUES (4, 1, 1, NULL, 'D', 's4')")
attempt("name ''", "INSERT INTO item VALUES (5, 1, 1, '', 'E', 's5')")
attempt("code NULL", "INSERT INTO item VALUES (6, 1, 1, 'f', NULL, 's6')")
attempt("code NULL again", "INSERT INTO item VALUES (7, 1, 1, 'g', NULL, NULL)")
attempt("slot NULL again", "INSERT INTO item VALUES (8, 1, 1, 'h', 'H', NULL)")  # (3)!
# --8<-- [end:values]

# --8<-- [start:times]
db.execute(
    """CREATE TABLE booking (
           room int, during tsrange,
           CONSTRAINT no_overlap EXCLUDE USING gist
               (room WITH =, during WITH &&)
       );
       CREATE TABLE rate (
           room int, valid daterange, cents int,
           CONSTRAINT rate_pk PRIMARY KEY (room, valid WITHOUT OVERLAPS)
       );
       CREATE TABLE stay (
           room int, nights daterange,
           CONSTRAINT stay_has_rate FOREIGN KEY (room, PERIOD nights)
               REFERENCES rate (room, PERIOD valid)
       )"""
)
attempt("booking 10-12",
        "INSERT INTO booking VALUES (1, '[2026-11-02 10:00, 2026-11-02 12:00)')")
attempt("booking 12-13 (touches)",
        "INSERT INTO booking VALUES (1, '[2026-11-02 12:00, 2026-11-02 13:00)')")
attempt("booking 11-12 (overlaps)",
        "INSERT INTO booking VALUES (1, '[2026-11-02 11:00, 2026-11-02 12:00)')")
attempt("rate November", "INSERT INTO rate VALUES (1, '[2026-11-01, 2026-12-01)', 90)")
attempt("rate December", "INSERT INTO rate VALUES (1, '[2026-12-01, 2027-01-01)', 120)")
attempt("rate over both",
        "INSERT INTO rate VALUES (1, '[2026-11-20, 2026-12-10)', 70)")
attempt("rate for no days", "INSERT INTO rate VALUES (1, 'empty', 70)")
attempt("stay across two rates",  # (1)!
        "INSERT INTO stay VALUES (1, '[2026-11-29, 2026-12-03)')")
attempt("stay beyond the rates",
        "INSERT INTO stay VALUES (1, '[2026-12-29, 2027-01-03)')")
attempt("drop a rate in use",
        "DELETE FROM rate WHERE room = 1 AND valid @> date '2026-12-01'")
# --8<-- [end:times]
