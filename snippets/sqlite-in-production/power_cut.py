# page: no (platform)
import ctypes
import ctypes.util
import shutil
import sqlite3
from pathlib import Path

INT, PTR = ctypes.c_int, ctypes.c_void_p
OPEN = ctypes.CFUNCTYPE(INT, PTR, PTR, PTR, INT, PTR)
DELETE = ctypes.CFUNCTYPE(INT, PTR, PTR, INT)
SYNC = ctypes.CFUNCTYPE(INT, PTR, INT)
DISK = Path("disk")  # what has been synced, and nothing else
syncs, unlinked, names, kept = [], [], {}, []


class VFS(ctypes.Structure):
    _fields_ = [("version", INT), ("size", INT), ("path", INT), ("next", PTR),
                ("name", ctypes.c_char_p), ("data", PTR), ("calls", PTR * 16)]


lib = ctypes.CDLL(ctypes.util.find_library("sqlite3"))
lib.sqlite3_vfs_find.restype = ctypes.POINTER(VFS)
real = lib.sqlite3_vfs_find(None).contents
vfs = VFS.from_buffer_copy(real)
vfs.name, vfs.next = b"watched", None


def path_of(name):
    return Path(ctypes.string_at(name).decode())


def sync_folder():
    for name in unlinked:
        (DISK / name).unlink(missing_ok=True)
    unlinked.clear()


# --8<-- [start:disk]
def on_open(itself, name, file, flags, out):
    code = OPEN(real.calls[0])(itself, name, file, flags, out)
    if code == 0 and name:
        methods = PTR.from_address(file)
        patched = (PTR * 19)(*(PTR * 19).from_address(methods.value))
        sync = SYNC(patched[5])

        def on_sync(this, how):  # (1)!
            syncs.append(names[this])
            if names[this].suffix != ".db":  # (2)!
                sync_folder()
            shutil.copy(names[this], DISK)
            return sync(this, how)

        callback = SYNC(on_sync)
        patched[5] = ctypes.cast(callback, PTR)
        kept.extend([patched, callback])
        names[file], methods.value = path_of(name), ctypes.addressof(patched)
    return code


def on_delete(itself, name, durable):
    unlinked.append(path_of(name).name)  # (3)!
    if durable:
        sync_folder()
    return DELETE(real.calls[1])(itself, name, durable)
# --8<-- [end:disk]


hooks = [OPEN(on_open), DELETE(on_delete)]
vfs.calls[0], vfs.calls[1] = (ctypes.cast(hook, PTR) for hook in hooks)
lib.sqlite3_vfs_register(ctypes.byref(vfs), 0)


def rows(folder):
    con = sqlite3.connect(folder / "app.db")
    assert con.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    return con.execute("SELECT count(*) FROM t").fetchone()[0]


left = {}
for mode in ("DELETE/EXTRA", "DELETE/FULL", "WAL/FULL", "WAL/NORMAL"):
    journal, synchronous = mode.split("/")
    work, killed, DISK = (Path(f"{n}-{journal}-{synchronous}")
                          for n in ("work", "killed", "disk"))
    work.mkdir(), DISK.mkdir()
    con = sqlite3.connect(f"file:{work}/app.db?vfs=watched", uri=True,
                          isolation_level=None)
    con.execute(f"PRAGMA journal_mode = {journal}")
    con.execute(f"PRAGMA synchronous = {synchronous}")
    con.execute("CREATE TABLE t (n INTEGER)")
    con.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    syncs.clear()
    for n in range(100):
        con.execute("INSERT INTO t VALUES (?)", (n,))
    shutil.copytree(work, killed)
    left[mode] = rows(killed), rows(DISK)
    print(f"{mode}, syncs for 100 commits: {len(syncs)}")
    print(f"{mode}, left after SIGKILL: {left[mode][0]}")
    print(f"{mode}, left after a power cut: {left[mode][1]}")
    con.close()
assert left["WAL/FULL"] == left["DELETE/EXTRA"] == (100, 100)
assert left["WAL/NORMAL"] == (100, 0) and left["DELETE/FULL"] == (100, 99)
