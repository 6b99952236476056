# memory: 100000000
"""Each program asks for more than it may have. Whose message, which exit status?"""

import re
import resource
import signal
import subprocess
import sys

LIMIT = 1 << 30  # bytes of address space

GO = """package main
func main() { var kept [][]byte
for { kept = append(kept, make([]byte, 64<<20)) } }"""
RUST = """fn main() { let mut kept: Vec<Vec<u8>> = Vec::new();
loop { kept.push(vec![1; 64 << 20]); } }"""
JAVA = """class Main { public static void main(String[] a) {
var kept = new java.util.ArrayList<byte[]>();
while (true) kept.add(new byte[8 << 20]); } }"""
PYTHON = "kept = []\nwhile True: kept.append(bytes(64 << 20))"

for name, text in {"m.go": GO, "m.rs": RUST, "Main.java": JAVA}.items():
    open(name, "w").write(text)
subprocess.run(["go", "build", "-o", "m_go", "m.go"], check=True)
subprocess.run(["rustc", "-o", "m_rs", "m.rs"], check=True)


def limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (LIMIT, LIMIT))  # (1)!
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def show(name: str, command: list[str], pattern: str, limit: bool = True) -> None:
    done = subprocess.run(
        command, capture_output=True, text=True, preexec_fn=limited if limit else None
    )
    status = done.returncode if done.returncode >= 0 else 128 - done.returncode
    said = re.search(pattern, done.stdout + done.stderr)
    print(f"{name}: exit {status}: {said[0] if said else 'nothing at all'}")


java = ["java", "-Xmx64m"]
exits = [*java, "-XX:+ExitOnOutOfMemoryError"]
died = r"java.lang.OutOfMemoryError: .*"
show("Python", [sys.executable, "-c", PYTHON], r"MemoryError")
show("Rust", ["./m_rs"], r"memory allocation of \d+ bytes failed")
show("Go", ["./m_go"], r"fatal error: .*")
show("Java -Xmx64m", [*java, "Main.java"], died, limit=False)
show("Java that may exit", [*exits, "Main.java"], r"Terminating.*", limit=False)

victim = subprocess.Popen(["sleep", "60"])  # (2)!
victim.send_signal(signal.SIGKILL)
print(f"killed by the kernel: exit {128 - victim.wait()}: nothing at all")
