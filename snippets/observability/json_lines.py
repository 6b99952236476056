import io
import json
import logging

SEVERITY = {"DEBUG": 5, "INFO": 9, "WARNING": 13, "ERROR": 17, "CRITICAL": 21}
STANDARD = vars(logging.makeLogRecord({})).keys() | {"message", "asctime"}


# --8<-- [start:formatter]
class JsonLines(logging.Formatter):
    """One event, one line, with the field names of OpenTelemetry's log data model."""

    def format(self, record):
        attributes = {k: v for k, v in vars(record).items() if k not in STANDARD}
        if record.exc_info:
            kind, error, _ = record.exc_info
            attributes["exception.type"] = kind.__name__
            attributes["exception.message"] = str(error)
            trace = self.formatException(record.exc_info)
            attributes["exception.stacktrace"] = trace  # (1)!
        line = {
            "Timestamp": int(record.created * 1e9),
            "SeverityText": record.levelname,
            "SeverityNumber": SEVERITY.get(record.levelname, 9),
            "EventName": attributes.pop("event", None),  # (2)!
            "Body": record.getMessage(),
            "Attributes": attributes,
        }
        return json.dumps(line, default=repr)  # (3)!
# --8<-- [end:formatter]


def written(formatter, log_it):
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter)
    logger = logging.Logger("shop")
    logger.addHandler(handler)
    log_it(logger)
    return stream.getvalue().splitlines()


def login_of(user):
    return lambda log: log.warning("login failed user=%s", user)


def charge(log):
    try:
        {}["card"]
    except KeyError:
        log.exception("charge failed", extra={"event": "charge.failed", "order": 7})


plain = logging.Formatter("%(levelname)s %(message)s")
attack = "bob\nINFO login ok user=admin"

print("plain text, one event whose user name holds a newline:")
forged = written(plain, login_of(attack))
print("\n".join(f"  {line}" for line in forged))
print("JSON, the same event:")
(line,) = written(JsonLines(), login_of(attack))
print(f"  Body {json.dumps(json.loads(line)['Body'])}")

trace = written(plain, charge)
print(f"lines of one exception in plain text: {len(trace)}")
print(f"of them with a level at the start: {sum(t[:5] == 'ERROR' for t in trace)}")
(line,) = written(JsonLines(), charge)
event = json.loads(line)
print("lines of the same exception in JSON: 1")
print(f"its event name: {event['EventName']}")
print(f"its severity: {event['SeverityText']} {event['SeverityNumber']}")
print(f"its attributes: {', '.join(sorted(event['Attributes']))}")
assert forged[1] == "INFO login ok user=admin" and "\n" not in line
