"""Kafka's three classic assignors as pure functions, on their Javadoc's examples."""

TopicPartition = tuple[str, int]
Assignment = dict[str, list[TopicPartition]]


def range_assignor(members: list[str], topics: dict[str, int]) -> Assignment:
    """Cut each topic by itself; the first members get one more."""
    given: Assignment = {member: [] for member in members}
    for topic, count in sorted(topics.items()):
        each, extra = divmod(count, len(members))
        start = 0
        for number, member in enumerate(sorted(members)):
            end = start + each + (number < extra)
            given[member] += [(topic, at) for at in range(start, end)]
            start = end
    return given


def round_robin(
    subscribed: dict[str, set[str]], topics: dict[str, int]
) -> Assignment:
    """Deal all partitions out like cards, past members without that topic."""
    given: Assignment = {member: [] for member in sorted(subscribed)}
    members, turn = sorted(subscribed), 0
    for topic, count in sorted(topics.items()):
        for at in range(count):
            while topic not in subscribed[members[turn % len(members)]]:
                turn += 1
            given[members[turn % len(members)]].append((topic, at))
            turn += 1
    return given


def sticky(
    subscribed: dict[str, set[str]], topics: dict[str, int], before: Assignment
) -> Assignment:
    """Leave everything where it is; give the rest to whoever has least."""
    given = {member: list(before.get(member, [])) for member in sorted(subscribed)}
    held = {tp for owned in given.values() for tp in owned}
    free = [(t, at) for t, n in sorted(topics.items()) for at in range(n)]
    for tp in free:
        if tp not in held:
            able = [m for m in given if tp[0] in subscribed[m]]
            given[min(able, key=lambda m: (len(given[m]), m))].append(tp)
    return given


def kept(before: Assignment, after: Assignment) -> int:
    return sum(tp in before[member] for member in after for tp in after[member])


def show(title: str, given: Assignment) -> None:
    text = "; ".join(
        f"{member}=[{','.join(f'{t}p{at}' for t, at in owned)}]"
        for member, owned in given.items()
    )
    print(f"{title}: {text}")


topics = {"t0": 3, "t1": 3}
everyone = {"C0": {"t0", "t1"}, "C1": {"t0", "t1"}}
show("range", range_assignor(["C0", "C1"], topics))
show("round robin", round_robin(everyone, topics))

topics = {"t0": 1, "t1": 2, "t2": 3}  # example 2 of StickyAssignor
all_of_it = {"C0": {"t0"}, "C1": {"t0", "t1"}, "C2": {"t0", "t1", "t2"}}
left = {member: all_of_it[member] for member in ("C1", "C2")}
dealt = round_robin(all_of_it, topics)
first = sticky(all_of_it, topics, {})
again, stuck = round_robin(left, topics), sticky(left, topics, first)
print(f"C0 leaves, round robin keeps: {kept(dealt, again)}")
print(f"C0 leaves, sticky keeps: {kept(first, stuck)}")
assert (kept(dealt, again), kept(first, stuck)) == (3, 5)

topics = {f"t{number:02}": 1 for number in range(20)}  # one partition each
given = range_assignor(["C0", "C1", "C2", "C3"], topics)
print(f"range, 20 topics of 1 partition, 4 members: {[len(o) for o in given.values()]}")
