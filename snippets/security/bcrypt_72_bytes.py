import base64
import hmac

import bcrypt
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

# What bcrypt 4 stored for the password below: it cut at 72 bytes and said nothing.
password = "correct horse battery staple, " * 3  # 90 characters, chosen years ago
old_row = bcrypt.hashpw(password.encode()[:72], bcrypt.gensalt(rounds=5))


def outcome(call, *arguments):
    try:
        return call(*arguments)
    except ValueError as error:
        return "ValueError: " + str(error).partition(",")[0]


print("bcrypt:", bcrypt.__version__)
print("cost factor when you give none:", bcrypt.gensalt().split(b"$")[2].decode())
# --8<-- [start:limits]
salt = bcrypt.gensalt(rounds=5)
print("72 bytes:", len(outcome(bcrypt.hashpw, b"a" * 72, salt)), "characters of hash")
print("73 bytes:", outcome(bcrypt.hashpw, b"a" * 73, salt))
print("19 emoji:", outcome(bcrypt.hashpw, ("🔑" * 19).encode(), salt))
print("login, old row:", outcome(bcrypt.checkpw, password.encode(), old_row))
# --8<-- [end:limits]
cut = bcrypt.checkpw(password.encode()[:72], old_row)
other = bcrypt.checkpw((password[:72] + "anything else").encode()[:72], old_row)
print("the old row, first 72 bytes:", cut)
print("the old row, same 72 bytes, other ending:", other)
peppered = hmac.digest(b"key from the secrets manager", password.encode(), "sha256")
print("bytes after HMAC and base64:", len(base64.b64encode(peppered)))
nul = bcrypt.hashpw(b"ab\0cd", salt)
print("NUL inside, other bytes after it:", bcrypt.checkpw(b"ab\0xy", nul))
# --8<-- [start:verify]
hasher = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)


def verify(stored: str, given: str) -> tuple[bool, str | None]:
    """Return whether the password is right, and the hash to store from now on."""
    if stored.startswith("$2"):  # bcrypt: written before the change, so cut as it did
        right = bcrypt.checkpw(given.encode()[:72], stored.encode())
        return right, hasher.hash(given) if right else None  # (1)!
    try:
        hasher.verify(stored, given)
    except VerifyMismatchError:  # (2)!
        return False, None
    return True, hasher.hash(given) if hasher.check_needs_rehash(stored) else None
# --8<-- [end:verify]


right, new_row = verify(old_row.decode(), password)
assert right and new_row
print("login with the old row:", right, "->", new_row[:30])
ending = verify(new_row, password[:72] + "anything else")
print("the other ending after the rehash:", ending[0])
weak = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(password)
stronger = verify(weak, password)[1]
print("a weak argon2id row becomes:", stronger[:30])
again = verify(stronger, password)
print("login after that:", again)
assert cut and other and not ending[0] and again == (True, None)
