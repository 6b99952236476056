# The loop of the HorizontalPodAutoscaler as a model: formula, tolerance, stabilisation.
import csv
import math
import os

SYNC, PER_POD, TARGET, START = 15, 100, 0.6, 45  # s, requests/s, utilisation, s


# --8<-- [start:formula]
def desired(current: int, metric: float, target: float, tolerance: float = 0.1) -> int:
    ratio = metric / target
    if abs(ratio - 1) <= tolerance:
        return current
    return math.ceil(current * ratio)


def limited(current: int, wanted: int, history: list[int], window: int) -> int:
    history.append(wanted)
    recent = history[-max(1, window // SYNC) :]
    if wanted < current:
        return min(current, max(recent))  # (1)!
    return min(wanted, max(2 * current, current + 4))  # (2)!
# --8<-- [end:formula]


def load(now: int) -> float:
    return 650 + 350 * math.sin(2 * math.pi * now / 240)  # a wave of four minutes


def run(window: int):
    pods, started, history = 11, [-999] * 11, []
    line, turns, last, overload, paid = [], 0, 0, 0, 0
    for now in range(0, 3600):
        ready = sum(now - at >= START for at in started)
        overload += load(now) > ready * PER_POD
        paid += pods
        if now % SYNC == 0:
            used = min(1.0, load(now) / (ready * PER_POD)) * ready / pods
            new = limited(pods, max(2, desired(pods, used, TARGET)), history, window)
            step = (new > pods) - (new < pods)
            turns += step != 0 and last != 0 and step != last
            last = step or last
            started = sorted(started)[:new] + [now] * max(0, new - pods)
            pods = new
            line.append((now, ready, load(now) / PER_POD / TARGET))
    return line, turns, overload, paid / 3600


if __name__ == "__main__":
    print("200m against 100m, 4 Pods:", desired(4, 200, 100))
    print("50m against 100m, 4 Pods:", desired(4, 50, 100))
    print("109m against 100m, 4 Pods:", desired(4, 109, 100))
    print("111m against 100m, 4 Pods:", desired(4, 111, 100))
    print("90 % against 75 %, 50 Pods:", desired(50, 90, 75))
    lines = {}
    for window in (0, 300):
        line, turns, overload, mean = run(window)
        lines[window] = line
        print(f"window {window} s, changes of direction in an hour: {turns}")
        print(f"window {window} s, seconds in overload: {overload}")
        print(f"window {window} s, Pods on average: {mean:.1f}")
    with open(os.environ["PLOT_DATA"], "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["minute", "no window", "window", "needed"])
        for (now, a, need), (_, b, _) in zip(lines[0], lines[300], strict=True):
            if now <= 1500:
                writer.writerow([f"{now / 60:.2f}", a, b, f"{need:.1f}"])
    assert [desired(4, metric, 100) for metric in (200, 50, 109)] == [8, 2, 4]
    assert run(0)[1] > 10 > 2 >= run(300)[1] and run(0)[2] > 3 * run(300)[2]
