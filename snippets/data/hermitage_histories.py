# Rows at the start: (1, 10) and (2, 20). The last line says when the anomaly happened:
# seen = what each select returned, done = who committed, final = the rows at the end.
HISTORIES = {
    "G0": """write cycle
        T1 update test set value = 11 where id = 1
        T2 update test set value = 12 where id = 1
        T1 update test set value = 21 where id = 2
        T1 commit
        T2 update test set value = 22 where id = 2
        T2 commit
        if final not in ([(1, 11), (2, 21)], [(1, 12), (2, 22)])""",
    "G1a": """aborted read
        T1 update test set value = 101 where id = 1
        T2 select * from test
        T1 rollback
        T2 select * from test; T2 commit
        if any((1, 101) in rows for rows in seen)""",
    "G1b": """intermediate read
        T1 update test set value = 101 where id = 1
        T2 select * from test
        T1 update test set value = 11 where id = 1
        T1 commit
        T2 select * from test
        T2 commit
        if any((1, 101) in rows for rows in seen)""",
    "G1c": """circular information flow
        T1 update test set value = 11 where id = 1
        T2 update test set value = 22 where id = 2
        T1 select * from test where id = 2
        T2 select * from test where id = 1
        T1 commit; T2 commit
        if seen == [[(2, 22)], [(1, 11)]]""",
    "OTV": """observed transaction vanishes
        T1 update test set value = 11 where id = 1
        T1 update test set value = 19 where id = 2
        T2 update test set value = 12 where id = 1
        T1 commit
        T3 select * from test where id = 1
        T2 update test set value = 18 where id = 2
        T3 select * from test where id = 2
        T2 commit
        T3 select * from test where id = 2
        T3 select * from test where id = 1
        T3 commit
        if seen[:2] == [[(1, 12)], [(2, 19)]] or seen[2:] == [[(2, 18)], [(1, 11)]]""",
    "PMP": """predicate-many-preceders
        T1 select * from test where value = 30
        T2 insert into test (id, value) values (3, 30); T2 commit
        T1 select * from test where value % 3 = 0
        T1 commit
        if seen == [[], [(3, 30)]]""",
    "PMP write": """delete by a predicate
        T1 update test set value = value + 10
        T2 delete from test where value = 20
        T1 commit
        T2 select * from test where value = 20
        T2 commit
        if seen == [[(1, 20)]]""",
    "P4": """lost update
        T1 select * from test where id = 1
        T2 select * from test where id = 1
        T1 update test set value = 11 where id = 1
        T2 update test set value = 11 where id = 1
        T1 commit; T2 commit
        if done == {"T1", "T2"}""",
    "G-single": """read skew
        T1 select * from test where id = 1
        T2 select * from test where id = 1
        T2 select * from test where id = 2
        T2 update test set value = 12 where id = 1
        T2 update test set value = 18 where id = 2
        T2 commit
        T1 select * from test where id = 2
        T1 commit
        if seen[0] + seen[-1] == [(1, 10), (2, 18)]""",
    "G-single predicate": """read skew by predicates
        T1 select * from test where value % 5 = 0
        T2 update test set value = 12 where value = 10
        T2 commit
        T1 select * from test where value % 3 = 0
        T1 commit
        if seen[1] == [(1, 12)]""",
    "G-single write": """read skew, then a write
        T1 select * from test where id = 1
        T2 select * from test
        T2 update test set value = 12 where id = 1
        T2 update test set value = 18 where id = 2
        T2 commit
        T1 delete from test where value = 20
        T1 commit
        if done == {"T1", "T2"}""",
    # --8<-- [start:write-skew]
    "G2-item": """write skew
        T1 select * from test where id in (1, 2)
        T2 select * from test where id in (1, 2)
        T1 update test set value = 11 where id = 1
        T2 update test set value = 21 where id = 2
        T1 commit; T2 commit
        if done == {"T1", "T2"}""",
    # --8<-- [end:write-skew]
    "G2": """anti-dependency cycle
        T1 select * from test where value % 3 = 0
        T2 select * from test where value % 3 = 0
        T1 insert into test (id, value) values (3, 30)
        T2 insert into test (id, value) values (4, 42)
        T1 commit; T2 commit
        if done == {"T1", "T2"}""",
    "G2 two edges": """a reader makes the cycle
        T1 select * from test
        T2 update test set value = value + 5 where id = 2
        T2 commit
        T3 select * from test
        T3 commit
        T1 update test set value = 0 where id = 1
        T1 commit
        if done == {"T1", "T2", "T3"}""",
}
if __name__ == "__main__":
    for name, history in HISTORIES.items():
        print(f"{name:18} {history.splitlines()[0]}")
