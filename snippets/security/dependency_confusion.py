import hashlib
import subprocess
import sys
import zipfile
from pathlib import Path


def wheel(folder, version):
    Path(folder).mkdir()
    info = f"acme_pay-{version}"
    file = Path(folder, f"{info}-py3-none-any.whl")
    with zipfile.ZipFile(file, "w") as z:
        z.writestr(f"{info}.dist-info/METADATA",
                   f"Metadata-Version: 2.1\nName: acme-pay\nVersion: {version}\n")
        z.writestr(f"{info}.dist-info/WHEEL",
                   "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        z.writestr(f"{info}.dist-info/RECORD", "")
    return hashlib.sha256(file.read_bytes()).hexdigest()


def pip(dest, *want):
    done = subprocess.run(
        [sys.executable, "-m", "pip", "download", "--disable-pip-version-check",
         "--no-index", "--find-links=ours", "--find-links=public", "--no-deps",
         "--dest", dest, *want], capture_output=True, text=True)
    got = list(Path(dest).glob("*.whl"))
    if got:
        return got[0].name.split("-")[1]
    return "refused" if "DO NOT MATCH THE HASHES" in done.stderr else done.stderr


# --8<-- [start:confusion]
ours = wheel("ours", "1.0")
wheel("public", "99.0")  # (1)!
Path("locked.txt").write_text(f"acme-pay==1.0 --hash=sha256:{ours}\n")
Path("swapped.txt").write_text(f"acme-pay==1.0 --hash=sha256:{'0' * 64}\n")  # (2)!

by_name = pip("a", "acme-pay")
by_hash = pip("c", "--require-hashes", "-r", "locked.txt")
swapped = pip("d", "--require-hashes", "-r", "swapped.txt")
# --8<-- [end:confusion]
print(f"pip download acme-pay: {by_name}")
print(f"==1.0 with its hash: {by_hash}")
print(f"==1.0, other bytes than the hash says: {swapped}")
assert (by_name, by_hash) == ("99.0", "1.0")
assert swapped == "refused"
