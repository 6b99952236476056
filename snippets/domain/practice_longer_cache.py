"""The safe plan of key_rotation, with one cache more than the plan knows of."""
import contextlib
import io

with contextlib.redirect_stdout(io.StringIO()):
    from snippets.domain import key_rotation

PLAN = "publish, sign, wait, drop"
for seconds in (300, 700):
    key_rotation.CACHE = seconds
    for refetch in (False, True):
        refused = key_rotation.rotate(PLAN, refetch)
        print(f"cached for {seconds} s{', unknown kid fetches' if refetch else ''}: "
              f"refused {refused['new']} new and {refused['old']} old tokens")
assert refused == {"new": 0, "old": 0}
assert key_rotation.rotate(PLAN, False)["new"] > 0
