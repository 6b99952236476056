import sys
import threading

EACH = 200_000
sys.setswitchinterval(1e-6)  # default 0.005 s: offer the GIL far more often


def together(step):
    begin = threading.Barrier(4)
    threads = [
        threading.Thread(target=lambda: (begin.wait(), step())) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


# --8<-- [start:race]
plain = with_call = guarded = 0
lock = threading.Lock()


def one():
    return 1


def increment():
    global plain, with_call, guarded
    for _ in range(EACH):
        plain += 1
        with_call += one()  # read, call, add, write: the call may hand over the GIL
        with lock:  # (2)!
            guarded += one()


def race():
    global plain, with_call, guarded
    while with_call == plain:  # until the race shows (1)!
        plain = with_call = guarded = 0
        together(increment)


# --8<-- [end:race]

race()
print("increments:", 4 * EACH)
print("n += 1, lost:", 4 * EACH - plain)
print(f"n += one(), lost: ≈ {4 * EACH - with_call}")
print("with a lock, lost:", 4 * EACH - guarded)
assert with_call < plain == guarded == 4 * EACH
