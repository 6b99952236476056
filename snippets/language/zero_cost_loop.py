"""What rustc makes of iterators and of indices: the machine code, counted."""

import re
import subprocess

# --8<-- [start:loops]
SOURCE = """
#[no_mangle]
pub fn chain(v: &[u64]) -> u64 {
    v.iter().filter(|x| **x % 2 == 0).map(|x| x * 3).sum()
}
#[no_mangle]
pub fn chain_by_index(v: &[u64]) -> u64 {
    let mut sum = 0;
    for i in 0..v.len() {
        if v[i] % 2 == 0 { sum += v[i] * 3; }
    }
    sum
}
#[no_mangle]
pub fn zip(a: &[u64], b: &[u64]) -> u64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}
#[no_mangle]
pub fn two_by_index(a: &[u64], b: &[u64]) -> u64 {
    let mut sum = 0;
    for i in 0..a.len() { sum += a[i] * b[i]; }
    sum
}
"""
# --8<-- [end:loops]

open("loops.rs", "w").write(SOURCE)
command = ["rustc", "--edition=2021", "-O", "--crate-type=lib", "--emit=asm"]
subprocess.run([*command, "loops.rs"], check=True)
assembly = open("loops.s").read()


def counted(name: str) -> tuple[int, int]:
    body = re.search(rf"^{name}:\n(.*?)\.cfi_endproc", assembly, re.S | re.M)
    if not body:  # identical functions are merged: the name is only an alias
        alias = re.search(rf"(?:\.set\s+)?{name}\s*[=,]\s*(\w+)", assembly)
        assert alias, name
        return counted(alias[1])
    code = re.findall(r"^\t([a-z]\w*)", body[1], re.M)
    return len(code), body[1].count("panic_bounds_check")


print(f"{'function':<16}{'instructions':>14}{'bounds checks':>15}")
result = {}
for name in "chain", "chain_by_index", "zip", "two_by_index":
    result[name] = counted(name)
    print(f"{name:<16}{result[name][0]:>14}{result[name][1]:>15}")
ratio = result["chain"][0] / result["chain_by_index"][0]
print(f"instructions, chain / index: {ratio:.2f}")
assert 0.95 <= ratio <= 1.05
assert result["zip"][1] == 0 < result["two_by_index"][1]
