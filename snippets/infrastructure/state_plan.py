"""A model of plan: configuration, state and reality, compared by address."""

from dataclasses import dataclass, field

# --8<-- [start:idea]
FORCES_NEW = {"database": {"engine", "zone"}, "queue": {"name"}}  # (1)!


@dataclass
class World:
    state: dict[str, str] = field(default_factory=dict)  # address -> id
    reality: dict[str, dict] = field(default_factory=dict)  # id -> attributes


def plan(config: dict[str, dict], world: World, moved: dict[str, str] = {}):
    """Return (action, address, why); reads state and reality, writes nothing."""
    state = {moved.get(address, address): id for address, id in world.state.items()}
    steps = [("move", new, old) for old, new in moved.items() if old in world.state]
    for address in sorted(config.keys() | state.keys()):
        real = world.reality.get(state.get(address))  # (2)!
        want = config.get(address)
        if want is None:
            steps += [("destroy", address, "not in the configuration")] if real else []
        elif real is None:
            steps.append(("create", address, "not in the state, or gone"))
        elif differs := {key for key in want if want[key] != real.get(key)}:
            forced = differs & FORCES_NEW[address.split(".")[0]]
            why = ", ".join(f"{k}: {real.get(k)} -> {want[k]}" for k in sorted(differs))
            steps.append(("replace" if forced else "update", address, why))
    return steps
# --8<-- [end:idea]


def show(title: str, steps: list) -> None:
    print(title)
    for action, address, why in steps or [("no changes", "", "")]:
        print(f"  {action:10} {address}{' (' + why + ')' if why else ''}")


DB = {"engine": "postgres 18", "size": "large", "zone": "a"}
config = {"database.main": DB, "queue.jobs": {"name": "jobs", "visible": 30}}
world = World(
    state={"database.main": "db-1", "queue.jobs": "q-7"},
    reality={"db-1": dict(DB), "q-7": {"name": "jobs", "visible": 30}},
)
show("as applied", plan(config, world))

# --8<-- [start:cases]
world.reality["q-7"]["visible"] = 600  # a hotfix by hand at night
world.reality["q-9"] = {"name": "mail", "visible": 30}  # made by hand
show("drift: the plan takes the hotfix back, and does not see q-9", plan(config, world))
world.reality["q-7"]["visible"] = 30

bigger = config | {"database.main": DB | {"size": "xlarge"}}
show("a larger size", plan(bigger, world))
other_zone = config | {"database.main": DB | {"zone": "b"}}
show("another zone", plan(other_zone, world))

renamed = {"database.orders": DB, "queue.jobs": config["queue.jobs"]}
show("renamed", plan(renamed, world))
moved = {"database.main": "database.orders"}
show("renamed, with moved", plan(renamed, world, moved))

lost = World(state={}, reality=world.reality)
show("state lost", plan(config, lost))
# --8<-- [end:cases]

destroyed = [a for a, address, _ in plan(renamed, world) if a == "destroy"]
assert destroyed and not any(
    a in ("destroy", "create") for a, *_ in plan(renamed, world, moved)
)
