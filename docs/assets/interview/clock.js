/* A clock that counts down and can be stopped, as pure functions; times in milliseconds. */

/** A clock of so many minutes that runs from `now`. */
export const started = (minutes, now) => ({ limit: minutes * 60_000, spent: 0, since: now });

export const isPaused = ({ since }) => since === null;

/** The clock stopped, or running again. */
export function toggled(clock, now) {
  if (isPaused(clock)) return { ...clock, since: now };
  return { ...clock, spent: clock.spent + now - clock.since, since: null };
}

/** What is left of the time; negative once it is over. */
export const left = (clock, now) => (
  clock.limit - clock.spent - (isPaused(clock) ? 0 : now - clock.since)
);

/** A time as minutes and seconds, without its sign. */
export function minutes(time) {
  const seconds = Math.round(Math.abs(time) / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
