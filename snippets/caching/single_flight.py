import threading
import time


# --8<-- [start:flight]
class Group:
    """Concurrent calls for one key share one call of `work`."""

    def __init__(self):
        self.lock, self.flights = threading.Lock(), {}

    def do(self, key, work):
        with self.lock:
            flight = self.flights.get(key)
            if flight:
                flight.waiters += 1
            else:
                mine = self.flights[key] = Flight()
        if flight:
            flight.done.wait()  # (1)!
            return flight.result()
        try:
            mine.value = work()
        except BaseException as error:
            mine.error = error
        finally:
            with self.lock:
                del self.flights[key]  # (2)!
            mine.done.set()
        return mine.result()


class Flight:
    def __init__(self):
        self.done, self.waiters = threading.Event(), 0
        self.value = self.error = None

    def result(self):
        if self.error:
            raise self.error  # (3)!
        return self.value
# --8<-- [end:flight]


def storm(callers, work):
    """All callers ask for one key while its origin call is under way."""
    group, calls, values, errors = Group(), [], [], []

    def origin():
        calls.append(1)
        while group.flights["k"].waiters < callers - 1:
            time.sleep(0.001)
        return work()

    def caller():
        try:
            values.append(group.do("k", origin))
        except ValueError as error:
            errors.append(error)

    threads = [threading.Thread(target=caller) for _ in range(callers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(calls), len(values), len(errors)


def broken():
    raise ValueError("origin is down")


calls, values, errors = storm(100, lambda: "page")
print(f"success: {calls} origin call, {values} values, {errors} errors")
assert (calls, values, errors) == (1, 100, 0)
calls, values, errors = storm(100, broken)
print(f"failure: {calls} origin call, {values} values, {errors} errors")
assert (calls, values, errors) == (1, 0, 100)
group, asked = Group(), []
for _ in range(3):
    group.do("k", lambda: asked.append(1))
print(f"one after the other: {len(asked)} origin calls for 3 reads")
