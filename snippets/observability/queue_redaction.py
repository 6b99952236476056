# page: no (platform)
import io
import json
import logging
import logging.handlers
import queue


class Template(logging.Formatter):
    """The template of the message and the type of the exception, never a value."""

    def format(self, record):
        kind = record.exc_info and record.exc_info[0].__name__
        return json.dumps({"Body": record.msg, "exception.type": kind})


# --8<-- [start:where]
def written(on_the_queue: bool, log_it) -> str:
    stream = io.StringIO()
    sink = logging.StreamHandler(stream)
    handler = logging.handlers.QueueHandler(queue.Queue())  # (1)!
    (handler if on_the_queue else sink).setFormatter(Template())
    # --8<-- [end:where]
    listener = logging.handlers.QueueListener(handler.queue, sink)
    logger = logging.Logger("shop")
    logger.addHandler(handler)
    listener.start()
    log_it(logger)
    listener.stop()
    return stream.getvalue()


def reset(log):
    log.info("GET /reset?token=%s", "tok-9f8e7d6c")


def crash(log):
    try:
        {}["card"]
    except KeyError:
        log.exception("charge failed")


for name, on_the_queue in (("behind the queue", False), ("on the queue", True)):
    line, error = (json.loads(written(on_the_queue, it)) for it in (reset, crash))
    print(f"formatter {name}, message: {line['Body']}")
    print(f"formatter {name}, lines of Body: {len(error['Body'].splitlines())}")
    print(f"formatter {name}, exception.type: {error['exception.type']}")
    assert ("tok-" in line["Body"]) is not on_the_queue
    assert error["exception.type"] == ("KeyError" if on_the_queue else None)
