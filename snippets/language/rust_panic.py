"""One Rust program, built with and without debug information."""

import os
import re
import subprocess
from pathlib import Path

# --8<-- [start:program]
PROGRAM = """
use std::collections::HashMap;

#[inline(never)]
fn total(orders: &HashMap<&str, u64>, id: &str) -> u64 {
    *orders.get(id).expect("order must exist")
}

#[inline(never)]
fn charge(ids: &[&str]) -> u64 {
    let orders = HashMap::from([("a-1", 5)]);
    ids.iter().map(|id| total(&orders, id)).sum()
}

fn main() {
    println!("{}", charge(&["a-1", "a-2"]));
}
"""
BUILDS = {
    "-O": ["-O"],
    "-O -C debuginfo=line-tables-only": ["-O", "-C", "debuginfo=line-tables-only"],
    "-O -C strip=symbols": ["-O", "-C", "strip=symbols"],
}
# --8<-- [end:program]
Path("charge.rs").write_text(PROGRAM)
for name, flags in BUILDS.items():
    subprocess.run(["rustc", "--edition=2021", *flags, "charge.rs"], check=True)
    environment = os.environ | {"RUST_BACKTRACE": "1"}
    done = subprocess.run(["./charge"], capture_output=True, text=True, env=environment)
    assert done.returncode == 101
    # The thread's number goes; of the frames only those outside of the library stay.
    text = re.sub(r"thread 'main' \(\d+\)", "thread 'main' (N)", done.stderr.strip())
    frames = re.findall(r" +\d+: (.*)(?:\n +at (.*))?", text)
    print(f"## {name}: {len(frames)} frames")
    if name == "-O":
        print(text.partition("stack backtrace:")[0].strip())
    for function, place in frames:
        if "charge" in function + place and "<" not in function:
            print("  ", function, place)
    assert ("charge.rs:6:21" in str(frames)) == ("debuginfo" in name)
