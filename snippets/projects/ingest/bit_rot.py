import tempfile
import uuid
from pathlib import Path

from ingest import records
from ingest.events import Row
from ingest.records import Bad

segment = Path(tempfile.mkdtemp(prefix="ingest-")) / "00000001.log"
# --8<-- [start:rot]
rows = [
    Row(str(uuid.UUID(int=n)), "shop", "view", 0, 0, 0, "ok", "{}") for n in range(3)
]
each = [records.packed([row]) for row in rows]
good, length = b"".join(each), len(each[0])


def read(content: bytes) -> tuple[list[Row], set[Bad]]:
    segment.write_bytes(content)
    found = list(records.read(segment))
    kept = [row for batch in found if isinstance(batch, list) for row in batch]
    return kept, {bad for bad in found if isinstance(bad, Bad)}


wrong = []
for place in range(len(good)):
    others = [row for number, row in enumerate(rows) if number != place // length]
    for bit in range(8):  # (1)!
        byte = bytes([good[place] ^ 1 << bit])
        kept, bad = read(good[:place] + byte + good[place + 1 :])
        wrong += [place] * (kept != others or bad != {Bad.DAMAGED})
print("files with a changed bit:", 8 * len(good))

for size in range(len(good)):  # (2)!
    kept, bad = read(good[:size])
    torn = {Bad.TORN} if size % length else set()
    wrong += [size] * (kept != rows[: size // length] or bad != torn)
print("files without their end:", len(good))

holes = range(65_500, 65_600)  # (3)!
for hole in holes:
    kept, bad = read(each[0] + bytes(hole) + each[2])
    wrong += [hole] * (kept != [rows[0], rows[2]] or bad != {Bad.DAMAGED})
print("files with zeros in the middle:", len(holes))
print("files read wrongly:", len(wrong))
# --8<-- [end:rot]
assert not wrong
