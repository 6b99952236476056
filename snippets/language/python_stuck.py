"""A stuck Python process, asked from outside: a signal to faulthandler, then py-spy."""

import re
import signal
import subprocess
import sys
import time
from pathlib import Path

# --8<-- [start:program]
PROGRAM = """
import faulthandler, signal, threading

faulthandler.register(signal.SIGUSR1, file=open("stacks.txt", "w"))
accounts = threading.Lock()


def refund():
    with accounts:
        notify()


def notify():
    with accounts:  # the same thread has it already: a Lock is not reentrant
        print("never")


worker = threading.Thread(target=refund, name="refunds")
worker.start()
worker.join()
"""
# --8<-- [end:program]


def readable(text):
    """Without thread numbers, folders, and line numbers of the standard library."""
    text = re.sub(r"(hread) (0x)?[0-9a-f]+ ", r"\1 N ", text)
    text = re.sub(r'"?/\S*/(\w+\.py)"?', r"\1", text)
    return re.sub(r"(threading.py, line |threading.py:)\d+", r"\1N", text)


def stacks():
    """Ask until both threads stand where they will stand for ever."""
    while True:
        shop.send_signal(signal.SIGUSR1)
        time.sleep(0.05)
        text = Path("stacks.txt").read_text()
        last = text[text.rfind("Thread 0x") :]
        if "line 14 in notify" in last and "line 20 in <module>" in last:
            return last.strip()


Path("shop.py").write_text(PROGRAM)
shop = subprocess.Popen([sys.executable, "shop.py"])
try:
    while not Path("stacks.txt").exists():
        time.sleep(0.01)
    print(readable(stacks()))
    spy = Path(sys.executable).with_name("py-spy")
    asked = [spy, "dump", "--pid", str(shop.pid)]
    answer = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    print("--- py-spy dump --pid …")
    print(readable(answer[answer.index("Thread ") :]).strip())
finally:
    shop.kill()
    shop.wait()
