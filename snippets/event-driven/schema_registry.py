"""Three schema changes, the checks a registry makes, and a replay of all events."""

import io
import itertools

import fastavro


def order(*fields: dict) -> dict:
    base = [{"name": "id", "type": "int"}]
    return {"type": "record", "name": "OrderPlaced", "fields": base + list(fields)}


# --8<-- [start:versions]
NOTE = {"name": "note", "type": "string"}
VERSIONS = {
    "v1": (order(), {"id": 1}),
    "v2": (order({**NOTE, "default": ""}), {"id": 2, "note": "gift"}),
    "v3": (order(NOTE), {"id": 3, "note": "gift"}),  # (1)!
}


def reads(reader: str, writer: str) -> bool:
    """Write with one version and read with another: no rule book, the bytes decide."""
    data = io.BytesIO()
    fastavro.schemaless_writer(data, VERSIONS[writer][0], VERSIONS[writer][1])
    data.seek(0)
    try:
        fastavro.schemaless_reader(data, VERSIONS[writer][0], VERSIONS[reader][0])
    except fastavro.read.SchemaResolutionError:
        return False
    return True


def register(new: str, old: list[str], mode: str) -> bool:
    against = old if mode.endswith("TRANSITIVE") else old[-1:]  # (2)!
    backward = all(reads(new, known) for known in against)
    forward = all(reads(known, new) for known in against)
    wanted = {"BACKWARD": backward, "FORWARD": forward, "FULL": backward and forward}
    return wanted[mode.split("_")[0]]
# --8<-- [end:versions]


for mode, ending in itertools.product(("BACKWARD", "FORWARD", "FULL"),
                                      ("", "_TRANSITIVE")):
    accepted: list[str] = []
    for version in VERSIONS:
        if register(version, accepted, mode + ending):
            accepted.append(version)
    print(f"{mode + ending}: {', '.join(accepted)}")
    if mode + ending == "BACKWARD":
        assert accepted == ["v1", "v2", "v3"]
        broken = [old for old in accepted if not reads("v3", old)]
        print(f"  v3 replays the topic, cannot read: {', '.join(broken)}")
        assert broken == ["v1"]
    if mode + ending == "BACKWARD_TRANSITIVE":
        assert accepted == ["v1", "v2"]
print(f"reader v2, event v1 (consumers first): {reads('v2', 'v1')}")
print(f"reader v1, event v2 (producers first): {reads('v1', 'v2')}")
