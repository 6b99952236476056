"""Two Java threads in a deadlock, seen by jcmd; a virtual thread that it leaves out."""

import re
import subprocess
from pathlib import Path

# --8<-- [start:program]
PROGRAM = """
import java.util.concurrent.CountDownLatch;

static final Object alice = new Object(), bob = new Object();
static final CountDownLatch both = new CountDownLatch(2);

static void transfer(Object from, Object to) throws InterruptedException {
    synchronized (from) {
        both.countDown();
        both.await();
        synchronized (to) { IO.println("never"); }
    }
}

static void start(Thread.Builder thread, Object from, Object to) {
    thread.start(() -> {
        try { transfer(from, to); } catch (InterruptedException e) { }
    });
}

void main() throws Exception {
    start(Thread.ofPlatform().name("payments-1"), alice, bob);
    start(Thread.ofPlatform().name("payments-2"), bob, alice);
    both.await(); // each holds one account now
    Thread.ofVirtual().name("refund-7").start(() -> { synchronized (alice) {} });
    IO.println("ready");
}
"""
# --8<-- [end:program]
Path("Bank.java").write_text(PROGRAM)
subprocess.run(["javac", "Bank.java"], check=True)
bank = subprocess.Popen(["java", "-cp", ".", "Bank"], stdout=subprocess.PIPE, text=True)


def jcmd(*words):
    command = ["jcmd", str(bank.pid), *words]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


try:
    assert bank.stdout.readline() == "ready\n"
    while "Found one Java-level deadlock" not in (dump := jcmd("Thread.print")):
        pass
    entry, file = "", Path("threads.json").resolve()
    while '"BLOCKED"' not in entry:
        jcmd("Thread.dump_to_file", "-overwrite", "-format=json", str(file))
        entry = file.read_text().partition('"refund-7"')[2]
        entry = entry.partition('"tid"')[0]
finally:
    bank.kill()
    bank.wait()

# Addresses, versions and line numbers of the JDK are given fixed names.
found = dump[dump.index("Found one Java-level deadlock") :]
found = re.sub(r"0x[0-9a-f]+", "0x…", found).strip()
found = re.sub(r"\(java.base@.*\)", "(java.base)", found).replace("\t", "    ")
print(re.sub(r"\n\n+", "\n", found))
state = re.search(r'"state": "(\w+)"', entry)[1]
place = re.search(r'"stack": \[\s+"([^"]+)"', entry)[1]
print("refund-7 in Thread.print:", "yes" if "refund-7" in dump else "no")
print(f"refund-7 in Thread.dump_to_file: {state} at {place}")
assert "refund-7" not in dump
