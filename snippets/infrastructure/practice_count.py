"""A list counted by position loses its first element; a map by name does not."""

import contextlib
import io

with contextlib.redirect_stdout(io.StringIO()):  # the lab prints its own cases
    from snippets.infrastructure.state_plan import World, plan


def world(config: dict[str, dict]) -> World:
    """All of `config`, applied."""
    return World(
        state={address: f"id of {address}" for address in config},
        reality={f"id of {address}": dict(want) for address, want in config.items()},
    )


def counted(names: list[str]) -> dict[str, dict]:
    return {f"queue.all[{i}]": {"name": name} for i, name in enumerate(names)}


def keyed(names: list[str]) -> dict[str, dict]:
    return {f'queue.all["{name}"]': {"name": name} for name in names}


before, after = ["jobs", "mail", "sync"], ["mail", "sync"]
for how in (counted, keyed):
    steps = plan(how(after), world(how(before)))
    print(f"{how.__name__}, steps: {len(steps)}")
    for action, address, why in steps:
        print(f"  {action:8} {address} ({why})")
touched = {how: len(plan(how(after), world(how(before)))) for how in (counted, keyed)}
assert touched == {counted: 3, keyed: 1}
