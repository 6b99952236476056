/* How progress is written down, as pure functions. A state is
     { cleared, parts: { part: { id: [time, value] } } }
   where an entry without a value was taken out at that time, so that no other tab brings it
   back. The file that a reader exports is the same with a version and a date. */

export const VERSION = 1;
const NAME = "staff-backend-handbook progress";
const ID = /^[a-z0-9][a-z0-9/#._-]{0,199}$/;
const LARGEST = 8_000_000; // characters; a browser keeps some five million

const isTime = (value) => Number.isSafeInteger(value) && value >= 0;
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** What may stand in each part. */
export const PARTS = {
  read: (value) => isObject(value) && isTime(value.at) && typeof value.print === "string",
  ticked: isTime,
  cards: isObject,
  plan: (value) => ["string", "number", "boolean"].includes(typeof value),
};

/** For each old version, what makes its file one of the next. */
export const MIGRATIONS = {};

/** A state without entries. No id finds what every object inherits. */
export function empty(cleared = 0) {
  const parts = Object.keys(PARTS).map((name) => [name, Object.create(null)]);
  return { cleared, parts: Object.fromEntries(parts) };
}

/** Throw unless `value` may stand at `part` and `id`. */
export function check(part, id, value) {
  if (!Object.hasOwn(PARTS, part)) throw new TypeError(`no part ${part}: ${Object.keys(PARTS)}`);
  if (!ID.test(id)) throw new TypeError(`not an id: ${id}`);
  if (!PARTS[part](value)) throw new TypeError(`${part}: ${id}: ${JSON.stringify(value)}`);
}

function isEntry(part, id, entry) {
  if (!ID.test(id) || !Array.isArray(entry) || !isTime(entry[0])) return false;
  return entry.length === 1 || (entry.length === 2 && PARTS[part](entry[1]));
}

function state(file) {
  if (!isTime(file.cleared) || !isObject(file.parts)) return null;
  const found = empty(file.cleared);
  for (const [part, entries] of Object.entries(file.parts)) {
    if (!Object.hasOwn(PARTS, part) || !isObject(entries)) return null;
    for (const [id, entry] of Object.entries(entries)) {
      if (!isEntry(part, id, entry)) return null;
      found.parts[part][id] = entry;
    }
  }
  return found;
}

/** Read what `written` wrote, now or in an earlier version: { state }, or { problem } of
    "broken", "foreign" (a file of something else) or "newer" (of a later handbook). */
export function parsed(text, version = VERSION, migrations = MIGRATIONS) {
  if (text.length > LARGEST) return { problem: "foreign" };
  let file;
  try {
    file = JSON.parse(text);
  } catch {
    return { problem: text.includes(NAME) ? "broken" : "foreign" };
  }
  if (!isObject(file) || file.format !== NAME) return { problem: "foreign" };
  if (!Number.isSafeInteger(file.version) || file.version < 1) return { problem: "broken" };
  if (file.version > version) return { problem: "newer" };
  try {
    for (let from = file.version; from < version; from += 1) file = migrations[from](file);
  } catch {
    return { problem: "broken" };
  }
  const found = state(file);
  return found ? { state: found } : { problem: "broken" };
}

/** The text of a state; `exported` is the day of an export. */
export function written({ cleared, parts }, exported = null) {
  const head = { format: NAME, version: VERSION, ...(exported && { exported }) };
  return JSON.stringify({ ...head, cleared, parts }, null, exported ? 1 : 0);
}

function newer(ours, theirs) {
  if (!ours || !theirs) return ours ?? theirs;
  if (ours[0] !== theirs[0]) return ours[0] > theirs[0] ? ours : theirs;
  return JSON.stringify(ours) >= JSON.stringify(theirs) ? ours : theirs; // the same in each tab
}

/** Both states in one: of each entry the newest, and none older than the last clearing. */
export function merged(one, other) {
  const both = empty(Math.max(one.cleared, other.cleared));
  for (const part of Object.keys(PARTS)) {
    for (const id of new Set([one, other].flatMap((s) => Object.keys(s.parts[part])))) {
      const entry = newer(one.parts[part][id], other.parts[part][id]);
      if (entry[0] > both.cleared) both.parts[part][id] = entry;
    }
  }
  return both;
}

/** Whether `one` has not all that `other` has. */
export function lacks(one, other) {
  const older = (part, id) => one.parts[part][id]?.[0] !== other.parts[part][id][0];
  return one.cleared !== other.cleared
    || Object.keys(PARTS).some((part) => Object.keys(other.parts[part]).some((id) => older(part, id)));
}

/** The time of the newest entry. */
export function latest({ parts }) {
  const entries = Object.values(parts).flatMap((part) => Object.values(part));
  return entries.reduce((newest, [time]) => Math.max(newest, time), 0);
}

/** The state with one entry written at `now`, or later if the entry is from the future.
    Without `value` it is taken out. */
export function entered({ cleared, parts }, now, part, id, ...value) {
  const time = Math.max(now, cleared + 1, (parts[part][id]?.[0] ?? 0) + 1);
  const entries = Object.assign(Object.create(null), parts[part], { [id]: [time, ...value] });
  return { cleared, parts: { ...parts, [part]: entries } };
}

/** The entries of a file, none of them lost to a clearing on this device: who imports an old
    file after clearing wants it back. */
export function revived(file, { cleared }) {
  const back = empty();
  for (const [part, entries] of Object.entries(file.parts)) {
    for (const [id, [time, ...value]] of Object.entries(entries)) {
      back.parts[part][id] = [Math.max(time, cleared + 1), ...value];
    }
  }
  return back;
}

/** The values of a part by id. */
export function values(state, part) {
  const there = Object.entries(state.parts[part]).filter(([, entry]) => entry.length === 2);
  return Object.fromEntries(there.map(([id, [, value]]) => [id, value]));
}
