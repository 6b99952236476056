import hashlib


def chained(rows):
    head, chain = "", []
    for row in rows:
        head = hashlib.sha256((head + row).encode()).hexdigest()
        chain.append((row, head))
    return chain


def verify(chain, anchor):
    size, head = anchor
    same = [h for _, h in chained([row for row, _ in chain])] == [h for _, h in chain]
    return same and len(chain) >= size and chain[size - 1][1] == head


log = chained(["login ann", "export bob", "grant bob", "delete bob", "logout bob"])
print(f"{'anchor at':<11}{'end cut off':<13}row 2 rewritten, all hashes anew")
for n in (5, 3, 1):
    anchor = (n, log[n - 1][1])
    cut = verify(log[:3], anchor)
    rows = ["login ann", "nothing"] + [row for row, _ in log[2:]]
    forged = verify(chained(rows), anchor)
    words = ["missed" if fine else "caught" for fine in (cut, forged)]
    print(f"{n:<11}{words[0]:<13}{words[1]}")
    assert words == {5: ["caught"] * 2, 3: ["missed", "caught"]}.get(n, ["missed"] * 2)
