"""Runs the emulator: at 10000 + PORT modulo 20000, or where EMULATOR_PORT says."""

import os

from emulator.server import serve

if __name__ == "__main__":
    beside = 10_000 + int(os.environ.get("PORT", "8080")) % 20_000
    serve(int(os.environ.get("EMULATOR_PORT", beside)))
