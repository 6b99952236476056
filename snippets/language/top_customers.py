import sys


# --8<-- [start:job]
def top(orders):
    sums = {}
    for line in orders:
        name, cents = line.split()
        sums[name] = sums.get(name, 0) + int(cents)
    rows = sorted(sums.items(), key=lambda row: (-row[1], row[0]))
    for name, total in rows[:3]:
        print(name, total)


# --8<-- [end:job]

if len(sys.argv) == 1:
    top(["ada 5\n", "bob 7\n", "ada 4\n"])
else:
    for _ in range(int(sys.argv[2])):
        with open(sys.argv[1]) as file:
            top(file)
