import errno
import socket

HELD, ASKED = 40, 2000


def ask_and_close():  # (1)!
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def ask_and_keep():
    server = socket.create_server(("127.0.0.1", 0))
    return server, server.getsockname()[1]


ports = [ask_and_close() for _ in range(ASKED)]
twice = ASKED - len(set(ports))
print(f"asked, closed, used later: ≈ {twice} of {ASKED} were given to two")
kept = [ask_and_keep() for _ in range(HELD)]
print("asked and kept open, given to two:", HELD - len({port for _, port in kept}))
busy = kept[0][1]
try:
    socket.create_server(("127.0.0.1", busy))
except OSError as error:
    print("a fixed port that is taken:", errno.errorcode[error.errno])
assert twice > 0
