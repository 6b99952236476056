# needs: postgresql
import os

import psycopg
from psycopg import sql

db = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
db.execute("""
    CREATE TABLE account (id int PRIMARY KEY, owner text, note text, secret text);
    INSERT INTO account VALUES
        (1, 'ann', 'tea', 'a1'), (2, 'bob', '50% silk', 'b2'), (3, 'cid', '10 kg', 'c3')
""")


def said(statement, values=None):
    """Rows of the first column, or SQLSTATE and message."""
    try:
        rows = db.execute(statement, values)
        return [r[0] for r in rows.fetchall()] if rows.description else "executed"
    except psycopg.Error as error:
        return f"{error.sqlstate} {error.diag.message_primary}"


# --8<-- [start:values]
evil = "x' UNION SELECT secret FROM account ORDER BY 1 --"
print("glued:", said(f"SELECT note FROM account WHERE owner = '{evil}'"))
print("parameter:", said("SELECT note FROM account WHERE owner = %s", [evil]))

stacked = "'; UPDATE account SET note = 'gone' WHERE id = 3 --"
said(f"SELECT note FROM account WHERE owner = '{stacked}")
print("two statements, glued:", said("SELECT note FROM account WHERE id = 3"))
print("with a parameter:",
      said(f"SELECT note FROM account WHERE id = %s OR note = '{stacked}", [1]))  # (1)!
# --8<-- [end:values]
db.execute("UPDATE account SET note = '10 kg' WHERE id = 3")


# --8<-- [start:like]
def contains(text):
    return "%" + text.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_") + "%"


like = "SELECT owner FROM account WHERE note LIKE %s ORDER BY 1"
print("LIKE with 0%:", said(like, ["%0%%"]))
print("LIKE with 0%, escaped:", said(like, [contains("0%")]))
# --8<-- [end:like]

# --8<-- [start:cannot]
order = "SELECT owner FROM account ORDER BY %s LIMIT 2"
print("ORDER BY a parameter:", said(order, ["id DESC"]))  # (1)!
print("table as a parameter:", said("SELECT owner FROM %s", ["account"]))
print("SET with a parameter:", said("SET statement_timeout = %s", [100]))
print("set_config instead:",
      said("SELECT set_config('statement_timeout', %s, true)", ["100"]))

secret = "(SELECT secret FROM account WHERE id = 2)"
blind = f"(CASE WHEN {secret} LIKE 'b%' THEN id ELSE -id END)"
print("ORDER BY glued, secret b%:",
      said(f"SELECT owner FROM account ORDER BY {blind} LIMIT 1"))  # (2)!
print("ORDER BY glued, secret a%:",
      said(f"SELECT owner FROM account ORDER BY {blind.replace('b%', 'a%')} LIMIT 1"))
quoted = sql.SQL("SELECT owner FROM account ORDER BY {}").format(sql.Identifier(blind))
print("as an identifier:", said(quoted)[:12])
COLUMNS = {"name": "owner", "age": "id"}
print("from a list:", said(sql.SQL("SELECT owner FROM account ORDER BY {} DESC").format(
    sql.Identifier(COLUMNS["age"]))))
# --8<-- [end:cannot]

# --8<-- [start:second]
db.execute("INSERT INTO account VALUES (4, %s, '', 'd4')", [evil])   # stored, harmless
owner = db.execute("SELECT owner FROM account WHERE id = 4").fetchone()[0]
print("second order, glued:", said(f"SELECT note FROM account WHERE owner = '{owner}'"))
print("second order, parameter:",
      said("SELECT secret FROM account WHERE owner = %s", [owner]))
# --8<-- [end:second]

assert said("SELECT note FROM account WHERE owner = %s", [evil]) == [""]
