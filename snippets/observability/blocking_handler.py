import asyncio
import logging
import logging.handlers
import os
import queue
import threading
import time

LINES, CHUNK, PAUSE = 600, 4096, 0.004


# --8<-- [start:sinks]
class Counting(logging.handlers.QueueHandler):
    dropped = 0

    def enqueue(self, record):
        try:
            self.queue.put_nowait(record)
        except queue.Full:  # the default prints a traceback for each lost record
            self.dropped += 1  # (1)!


class Listener(logging.handlers.QueueListener):
    def enqueue_sentinel(self):
        self.queue.put(None)  # (2)!


def direct(stream):
    return logging.StreamHandler(stream), lambda: None


def queued(stream, size):
    handler = Counting(queue.Queue(size))
    listener = Listener(handler.queue, logging.StreamHandler(stream))
    listener.start()
    return handler, listener.stop  # (3)!
# --8<-- [end:sinks]


def slow_reader(end):
    """The other end of stdout: a log driver that takes about 1 MB/s."""
    while os.read(end, CHUNK):
        time.sleep(PAUSE)


async def request(logger):
    """Log 600 lines of 400 bytes between awaits; return the longest pause in ms."""
    longest = 0.0
    for number in range(LINES):
        started = time.perf_counter()
        logger.info("%06d %s", number, "x" * 392)
        longest = max(longest, time.perf_counter() - started)
        await asyncio.sleep(0)
    return longest * 1000


def measure(make):
    read, write = os.pipe()
    reader = threading.Thread(target=slow_reader, args=(read,))
    reader.start()
    stream = os.fdopen(write, "w", buffering=1)
    handler, stop = make(stream)
    logger = logging.Logger("shop")
    logger.addHandler(handler)
    started = time.perf_counter()
    longest = asyncio.run(request(logger))
    total = (time.perf_counter() - started) * 1000
    stop()
    stream.close()
    reader.join()
    os.close(read)
    return total, longest, getattr(handler, "dropped", 0)


total, longest, _ = measure(direct)
print(f"direct handler, 600 lines: ≈ {total:.0f} ms")
print(f"direct handler, longest stop of the loop: ≈ {longest:.1f} ms")
free, short, dropped = measure(lambda s: queued(s, 0))
print(f"unbounded queue, 600 lines: ≈ {free:.0f} ms")
print(f"unbounded queue, dropped: {dropped}")
assert total > 3 * free and dropped == 0
bound, _, dropped = measure(lambda s: queued(s, 100))
print(f"queue of 100, 600 lines: ≈ {bound:.0f} ms")
print(f"queue of 100, dropped: ≈ {dropped}")
assert 0 < dropped < LINES and total > 3 * bound
