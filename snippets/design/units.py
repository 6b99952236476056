"""Numbers that carry their unit, and refuse to be added to another one."""


class Quantity:
    def __init__(self, value, **powers):
        self.value = value
        self.powers = {unit: power for unit, power in powers.items() if power}

    # --8<-- [start:idea]
    def __add__(self, other):
        if not isinstance(other, Quantity) or self.powers != other.powers:  # (1)!
            raise TypeError(f"cannot add {unit_of(self)} and {unit_of(other)}")
        return Quantity(self.value + other.value, **self.powers)

    def __mul__(self, other, sign=1):
        other = other if isinstance(other, Quantity) else Quantity(other)
        powers = dict(self.powers)
        for unit, power in other.powers.items():
            powers[unit] = powers.get(unit, 0) + sign * power  # (2)!
        return Quantity(self.value * other.value**sign, **powers)

    def __truediv__(self, other):
        return self.__mul__(other, -1)

    def to(self, unit):
        """Return the plain number in `unit`; any unit left over is an error."""
        ratio = self / unit
        if ratio.powers:
            raise TypeError(f"cannot print {unit_of(self)} as {unit_of(unit)}")
        return ratio.value

    # --8<-- [end:idea]

    __rmul__ = __mul__

    def __rtruediv__(self, other):
        return Quantity(other) / self


def unit_of(number):
    powers = getattr(number, "powers", {})
    above = " ".join(unit for unit, power in powers.items() if power > 0) or "1"
    below = " ".join(unit for unit, power in powers.items() if power < 0)
    return f"{above}/{below}" if below else above


byte, second, request = Quantity(1, B=1), Quantity(1, s=1), Quantity(1, request=1)
user, machine, dollar = Quantity(1, user=1), Quantity(1, machine=1), Quantity(1, USD=1)
hour, day, month = 3600 * second, 86_400 * second, 730 * 3600 * second
KB, MB, GB, TB = 1e3 * byte, 1e6 * byte, 1e9 * byte, 1e12 * byte
GiB, TiB = 2**30 * byte, 2**40 * byte

if __name__ == "__main__":
    for sum_of in ("5 * GB + 2 * GB / second", "5 * GB + 5", "3 * TB + 200 * GiB"):
        try:
            print(f"{sum_of}: {eval(sum_of).to(TB):.3f} TB")
        except TypeError as error:
            print(f"{sum_of}: {error}")
    print(f"1 TB in TiB: {TB.to(TiB):.3f}")
    print(f"1 million a day: {(1e6 / day).to(1 / second):.1f}/s")
    print(f"1 kB at 1,000/s: {(1000 * KB / second).to(GB / day):.0f} GB/day")
    print(f"1 Gbit/s: {(GB / 8 / second).to(TB / day):.1f} TB/day")
    print(f"1 TB at 200 MB/s: {(TB / (200 * MB / second)).to(hour):.1f} h")
    assert (10 * GB / second * hour).to(TB) == 36
