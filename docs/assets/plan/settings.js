/* What the reader chose, and the plan that follows from it. */
import { schedule, works } from "./schedule.js";

const DAY = 86_400_000;

/** The day `days` after `date` (2026-11-22). */
export function later(date, days) {
  return new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10);
}

/** The day of a moment, where the reader is. */
export function dayOf(moment) {
  const shifted = moment - new Date(moment).getTimezoneOffset() * 60_000;
  return new Date(shifted).toISOString().slice(0, 10);
}

const isDate = (text) => (
  /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && later(text, 0) === text);
const isHours = (value) => Number.isInteger(value) && value >= 1 && value <= 40;

/** The kept settings where they make sense, and the usual ones where not. `weeks` and
    `since` are of a plan for the rest: how many weeks, and what was done before it. */
export function settingsFrom(kept, { start, weeks, flavours }, today) {
  const own = (key, holds, usual) => (Object.hasOwn(kept, key) && holds(kept[key]) ? kept[key] : usual);
  const months = own("months", (value) => Object.hasOwn(weeks, value), start.months);
  return {
    start: own("start", isDate, today),
    hours: own("hours", isHours, start.hours),
    months: Number(months),
    level: own("level", (value) => ["mid", "senior", "staff"].includes(value), start.level),
    flavour: own("flavour", (value) => Object.hasOwn(flavours, value), start.flavour),
    weeks: own("weeks", (value) => Number.isInteger(value) && value > 0 && value < 60, weeks[months]),
    since: own("since", Number.isFinite, 0),
  };
}

/** Whether `form` (texts by name) can be planned. */
export function isWhole(form) {
  return isDate(form.start) && isHours(Number(form.hours || NaN));
}

/** When each work was done, by id. */
export function doneAt(read, ticked) {
  const pages = Object.entries(read).map(([id, { at }]) => [id, at]);
  return Object.fromEntries([...pages, ...Object.entries(ticked)]);
}

/** { all, plan, missing, long, unmeant } of the settings: the works, their schedule, the ids
    that do not fit with the minutes that do, the pages longer than a week, and the pages
    that are not meant for this level and flavour. */
export function planned(settings, { lessons, items, flavours }, done) {
  const { first, without } = flavours[settings.flavour];
  const meant = works(lessons, items, settings.level, first, without);
  const open = meant.filter(({ id }) => !(done[id] < settings.since));
  const plan = schedule(open, settings.weeks, settings.hours * 60);
  const ids = new Set(meant.map(({ id }) => id));
  return {
    all: open,
    plan,
    missing: plan.left,
    long: open.filter(({ kind, minutes }) => kind === "page" && minutes > settings.hours * 60)
      .map(({ id }) => id),
    unmeant: lessons.filter(({ id }) => !ids.has(id)).map(({ id }) => id),
  };
}

/** The settings of a plan for what is not done, from `today` to the end of the old one. */
export function rest(settings, today, now) {
  const end = later(settings.start, settings.weeks * 7);
  const weeks = Math.ceil((Date.parse(end) - Date.parse(today)) / (7 * DAY));
  return { ...settings, start: today, weeks: Math.min(Math.max(weeks, 1), 59), since: now };
}
