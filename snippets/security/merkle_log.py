import hashlib


def sha(data):
    return hashlib.sha256(data).digest()


# --8<-- [start:tree]
def leaf(entry):
    return sha(b"\0" + entry)  # (1)!


def root(entries):
    if len(entries) == 1:
        return leaf(entries[0])
    half = 1 << (len(entries) - 1).bit_length() - 1  # largest power of two below n
    return sha(b"\1" + root(entries[:half]) + root(entries[half:]))


def proof(index, entries):  # the neighbours on the way up
    if len(entries) == 1:
        return []
    half = 1 << (len(entries) - 1).bit_length() - 1
    if index < half:
        return [*proof(index, entries[:half]), root(entries[half:])]
    return [*proof(index - half, entries[half:]), root(entries[:half])]


def included(entry, index, size, path, expected):  # needs no log, only the root
    hash_, last = leaf(entry), size - 1
    for neighbour in path:
        if index % 2 or index == last:
            hash_ = sha(b"\1" + neighbour + hash_)
            while index and index % 2 == 0:
                index, last = index // 2, last // 2
        else:
            hash_ = sha(b"\1" + hash_ + neighbour)
        index, last = index // 2, last // 2
    return last == 0 and hash_ == expected
# --8<-- [end:tree]


# the eight inputs and the root that Certificate Transparency's own tests use
KNOWN = [bytes.fromhex(text) for text in (
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657",
    "606162636465666768696a6b6c6d6e6f")]  # fmt: skip
print("root of the 8 known entries:", root(KNOWN).hex()[:16])
assert root(KNOWN).hex().startswith("5dc9da79a70659a9")
for size in range(1, 40):
    log = [str(i).encode() for i in range(size)]
    for i in range(size):
        path = proof(i, log)
        assert included(log[i], i, size, path, root(log))
        assert not included(b"forged", i, size, path, root(log))
print("sizes from 1 to 39: each entry proved, each forgery refused")

log = [f"entry {i}".encode() for i in range(50_000)]
signed_root = root(log)
path = proof(31_337, log)
print(f"entries: {len(log):,}")
print(f"hashes to verify the whole chain: {len(log):,}")
print(f"hashes in one inclusion proof: {len(path)}")
print(f"bytes of that proof: {32 * len(path)}")
entry_is_in = included(log[31_337], 31_337, len(log), path, signed_root)
forged_is_in = included(b"paid 900", 31_337, len(log), path, signed_root)
print("entry 31337 is in the log:", entry_is_in, "and a forged one:", forged_is_in)
assert entry_is_in and not forged_is_in
