"""Size and speed of changes from a git history: a fixture first, then this one."""
import os
import random
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

CLEAN = {key: value for key, value in os.environ.items() if key[:4] != "GIT_"}
MACHINE_MADE = (".out", ".csv", ".lock", "pairs.txt", "package-lock.json")


def git(folder, *words, **environment):
    done = subprocess.run(
        ["git", "-c", "safe.directory=*", "-C", folder, *words], text=True,
        capture_output=True,
        env={**CLEAN, "GIT_CONFIG_GLOBAL": os.devnull, **environment})
    return done.stdout if done.returncode == 0 else ""


# --8<-- [start:mine]
def changes(folder):
    """Yield (lines, lines written by hand, files, hours, reviewers) of each change."""
    log = git(folder, "log", "--no-merges", "--no-renames", "--numstat",  # (1)!
              "--format=%x01%at %ct%n%(trailers:key=Reviewed-by,valueonly)%x02")
    for entry in log.split("\x01")[1:]:
        head, _, stat = entry.partition("\x02")
        (written, landed), *reviewers = (line.split(maxsplit=1)
                                         for line in head.splitlines() if line)
        files = [line.split("\t") for line in stat.splitlines() if line]
        sizes = [(path, int(plus) + int(minus)) for plus, minus, path in files
                 if plus != "-"]  # (2)!
        by_hand = sum(n for path, n in sizes if not path.endswith(MACHINE_MADE))
        hours = (int(landed) - int(written)) / 3600  # (3)!
        yield sum(n for _, n in sizes), by_hand, len(files), hours, len(reviewers)


def report(name, folder, about="", known=True):
    lines, by_hand, files, hours, reviewers = zip(*changes(folder))
    few = sum(n < 10 for n in files) / len(files)
    several = sum(n > 1 for n in reviewers) / len(reviewers)
    print(f"{name}, changes: {about}{len(lines)}")
    print(f"{name}, median lines: {about}{statistics.median(lines):.0f}")
    print(f"{name}, median lines by hand: {about}{statistics.median(by_hand):.0f}")
    print(f"{name}, under 10 files: {about}{few:.0%}")
    hours = f"{about}{statistics.median(hours):.1f}" if known else "not recorded"
    print(f"{name}, median hours: {hours}")
    several = f"{about}{several:.0%}" if known else "not recorded"
    print(f"{name}, more than one reviewer: {several}")
    return lines
# --8<-- [end:mine]


def interval(values, seed=1):
    """Return the middle 95 % of medians of resampled histories."""
    chance = random.Random(seed)
    medians = sorted(statistics.median(chance.choices(values, k=len(values)))
                     for _ in range(400))
    return medians[9], medians[390]


def fixture(folder):
    """Make a history of five changes whose figures can be counted by hand."""
    git(folder, "init", "-q")
    plan = [(4, 1, 1, 1), (10, 2, 2, 1), (24, 3, 3, 1), (60, 4, 8, 2), (240, 12, 30, 0)]
    for day, (lines, files, hours, reviewers) in enumerate(plan):
        for number in range(files):
            mine = lines // files
            Path(folder, f"{day}-{number}.txt").write_text("line\n" * mine)
        git(folder, "add", "-A")
        start = 1_800_000_000 + day * 86_400
        words = "\n".join(["Change", ""] + [f"Reviewed-by: R{n} <r{n}@example.org>"
                                            for n in range(reviewers)])
        git(folder, "-c", "user.name=A", "-c", "user.email=a@example.org", "commit",
            "-qm", words, GIT_AUTHOR_DATE=f"{start} +0000",
            GIT_COMMITTER_DATE=f"{start + hours * 3600} +0000")
    return folder


temporary = tempfile.TemporaryDirectory()
assert report("fixture", fixture(temporary.name)) == (240, 60, 24, 10, 4)
here = sys.argv[1] if len(sys.argv) > 1 else str(Path(__file__).parents[2])
if not git(here, "rev-parse", "HEAD"):
    assert len(sys.argv) == 1, f"no git history at {here}"
    here = temporary.name  # an unpacked copy of the handbook: the tests still run
lines = report("this history", here, about="≈ ", known=len(sys.argv) > 1)
low, high = interval(lines)
print(f"this history, median lines, 95 % interval from: ≈ {low:.0f}")
print(f"this history, median lines, 95 % interval to: ≈ {high:.0f}")
