"""A provider of mail that can be interrupted, for the tests of the review."""


class Refused(Exception):
    """The provider does not take this address."""


class Killed(BaseException):
    """Stands for SIGKILL: the process ends here, the transaction is not committed."""


def die():
    raise Killed


class Mail:
    """A provider that delivers once for each key that it is given."""

    def __init__(self):
        self.delivered, self.keys = [], set()
        self.before = self.after = None

    def __call__(self, address, key=None):
        once, self.before = self.before, None
        if once:
            once()
        if address == "nobody":
            raise Refused
        if address == "slow":
            raise TimeoutError  # as after 5 s
        if key is None or key not in self.keys:
            self.delivered.append(address)
        self.keys.add(key)
        once, self.after = self.after, None
        if once:
            once()


if __name__ == "__main__":
    mail = Mail()
    for key in ("reminder-1", "reminder-1", None, None):
        mail("ann", key)
    print("two calls with one key and two without, delivered:", len(mail.delivered))
