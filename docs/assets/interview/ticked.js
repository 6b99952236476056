/* What is ticked of a checklist, as pure functions. An item is { id, round, level }. */

/** Whether an item is of the round and level that were chosen; "" is all of them. */
export function matches(item, { round, level }) {
  return (!round || item.round === round) && (!level || item.level === level);
}

/** How many of the items are ticked, and how many there are: { done, all }. */
export function counted(items, ticked) {
  const done = items.filter(({ id }) => Object.hasOwn(ticked, id)).length;
  return { done, all: items.length };
}

/** The same by round. */
export function byRound(items, ticked) {
  const rounds = [...new Set(items.map(({ round }) => round))];
  return Object.fromEntries(rounds.map(
    (round) => [round, counted(items.filter((item) => item.round === round), ticked)],
  ));
}
