import csv
import os

import numpy as np

# The Cisco benchmark of B. Schwartz, Practical Scalability Analysis with the USL.
MEASURED = [
    955.16, 1878.91, 2688.01, 3548.68, 4315.54, 5130.43, 5931.37, 6531.08, 7219.8,
    7867.61, 8278.71, 8646.7, 9047.84, 9426.55, 9645.37, 9897.24, 10097.6, 10240.5,
    10532.39, 10798.52, 11151.43, 11518.63, 11806, 12089.37, 12075.41, 12177.29,
    12211.41, 12158.93, 12155.27, 12118.04, 12140.4, 12074.39,
]  # fmt: skip


# --8<-- [start:idea]
def throughput(n, contention, crosstalk, alone):
    """Universal Scalability Law; with crosstalk 0 it is Amdahl's law."""
    return alone * n / (1 + contention * (n - 1) + crosstalk * n * (n - 1))


def fit(n, x, crosstalk=True):
    """Least squares by Levenberg-Marquardt, numerical derivatives."""
    free = [0, 1, 2] if crosstalk else [0, 2]
    p, damping = np.array([0.01, 0.001 if crosstalk else 0.0, x[0] / n[0]]), 1e-3
    error = x - throughput(n, *p)
    for _ in range(300):
        jacobian = np.empty((len(n), len(free)))
        for column, index in enumerate(free):
            step = np.zeros(3)
            step[index] = max(abs(p[index]), 1e-6) * 1e-6
            jacobian[:, column] = (
                throughput(n, *(p + step)) - throughput(n, *(p - step))
            ) / (2 * step[index])
        square = jacobian.T @ jacobian
        square += damping * np.diag(np.diag(square))
        trial = p.copy()
        trial[free] += np.linalg.solve(square, jacobian.T @ error)
        new = x - throughput(n, *trial)
        if new @ new < error @ error:
            p, error, damping = trial, new, damping / 3
        else:
            damping *= 4
    return p


def peak(contention, crosstalk):
    return int(np.sqrt((1 - contention) / crosstalk))  # where the derivative is 0
# --8<-- [end:idea]


n, x = np.arange(1.0, 33.0), np.array(MEASURED)
sigma, kappa, alone = fit(n, x)
best = peak(sigma, kappa)
print(f"contention (sigma): {sigma:.8f}")
print(f"crosstalk (kappa): {kappa:.6e}")
print(f"throughput of one (lambda): {alone:.4f}")
print(f"best concurrency: {best}")
print(f"throughput there: {throughput(best, sigma, kappa, alone):.1f}")
amdahl = fit(n, x, crosstalk=False)
print(f"Amdahl's law, at 64: {throughput(64, *amdahl):.0f}")
print(f"Universal Scalability Law, at 64: {throughput(64, sigma, kappa, alone):.0f}")
early = {}
for known in (8, 16, 24):
    early[known] = fit(n[:known], x[:known])
    s, k, _ = early[known]
    where = peak(s, k) if k > 0 else "none"
    print(f"fitted to 1..{known} only, best concurrency: {where}")
    wrong = throughput(32, *early[known]) / x[31] - 1
    print(f"fitted to 1..{known} only, error at 32: {wrong * 100:+.0f} %")
assert abs(sigma / 0.02671591 - 1) < 2e-4 and abs(kappa / 7.690945e-4 - 1) < 2e-4
with open(os.environ["PLOT_DATA"], "w") as file:
    table = csv.writer(file)
    table.writerow(["n", "measured", "usl", "amdahl", "early"])
    for i in range(32):
        row = [throughput(n[i], *p) for p in ((sigma, kappa, alone), amdahl, early[8])]
        table.writerow([i + 1, x[i]] + [round(float(value), 1) for value in row])
