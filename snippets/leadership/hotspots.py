"""Where to simplify first: changes × complexity, from a git history made here."""
import collections
import os
import subprocess

from radon.complexity import cc_visit

WHO = dict.fromkeys(("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"), "team@example.org")
CLEAN = {key: value for key, value in os.environ.items() if key[:4] != "GIT_"}
CLEAN.update(GIT_CONFIG_GLOBAL=os.devnull, GIT_CONFIG_SYSTEM=os.devnull)
PLAN = [  # file, branches at the start, commits by (first, second, third engineer)
    ("pricing.py", 6, (8, 3, 1)), ("routes.py", 0, (5, 6, 5)),
    ("tax_rules.py", 18, (1, 0, 0)), ("orders.py", 2, (3, 2, 2))]


def git(*arguments, who="first"):
    names = {"GIT_AUTHOR_NAME": who, "GIT_COMMITTER_NAME": "ci"}
    return subprocess.run(["git", *arguments], check=True, text=True, env={
        **CLEAN, **WHO, **names}, stdout=subprocess.PIPE).stdout


def grow(name, branches):
    """Every change of pricing and orders adds a branch; routes only gets lines."""
    lines = [f"    if kind == {n}: return {n}" for n in range(branches)]
    with open(name, "w", encoding="utf-8") as file:
        file.write("\n".join(["def choose(kind):", *lines, "    return None", ""]))


git("init", "-q", "-b", "main")
for name, branches, commits in PLAN:
    engineers = zip(("first", "second", "third"), commits, strict=True)
    for number, who in enumerate(w for w, times in engineers for _ in range(times)):
        grow(name, branches + (number if name in ("pricing.py", "orders.py") else 0))
        with open(name, "a", encoding="utf-8") as file:
            file.write(f"# change {number}\n")
        git("add", name)
        git("commit", "-q", "-m", f"{name}: change {number}", who=who)

# --8<-- [start:hotspots]
changes, authors = collections.Counter(), collections.defaultdict(collections.Counter)
log = git("log", "--no-merges", "--since=1.year", "--format=%x00%an", "--name-only")
for commit in log.split("\0")[1:]:
    author, _, files = commit.partition("\n")
    for name in filter(None, files.split("\n")):
        changes[name] += 1
        authors[name][author] += 1


def complexity(name):
    with open(name, encoding="utf-8") as file:
        return sum(block.complexity for block in cc_visit(file.read()))


def bus_factor(name):
    """How many people made more than half of the changes."""
    covered = 0
    for people, (_, count) in enumerate(authors[name].most_common(), 1):
        covered += count
        if covered * 2 > changes[name]:
            return people


ranked = sorted(changes, key=lambda name: -changes[name] * complexity(name))
# --8<-- [end:hotspots]
print("file          changes  complexity  product  bus factor")
for name in ranked:
    row = changes[name], complexity(name), changes[name] * complexity(name)
    print(f"{name:13}{row[0]:8}{row[1]:12}{row[2]:9}{bus_factor(name):12}")
print(f"by complexity alone: {max(changes, key=complexity)}")
print(f"by changes alone: {changes.most_common(1)[0][0]}")
print(f"by both: {ranked[0]}")
assert ranked[0] == "pricing.py"
