/* What the page and the calendar show of a plan. */
import { later } from "./settings.js";

const MINUTES = 60;

/** Hours and minutes in words, without those that are 0. */
export function worded(minutes, told) {
  const [h, m] = [Math.floor(minutes / MINUTES), minutes % MINUTES];
  const words = h && m ? told.time : h ? told.time_h : told.time_m;
  return words.replace("{h}", h).replace("{m}", m);
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

/** The first and the last week of each work, from 0, by id. */
export function spans({ weeks }) {
  const found = new Map();
  weeks.forEach((blocks, week) => {
    for (const [id] of blocks) found.set(id, { first: found.get(id)?.first ?? week, last: week });
  });
  return found;
}

/** The rows of the list: { first, last, from, to, phase, blocks: [{ id, minutes }] }; weeks in
    which nothing but the same goes on are one row, unless today is in one of them. */
export function rows({ weeks }, all, start, today) {
  const phase = new Map(all.map((work) => [work.id, work.phase]));
  const found = [];
  weeks.forEach((blocks, week) => {
    if (!blocks.length) return;
    const [from, to] = [later(start, week * 7), later(start, week * 7 + 6)];
    const last = found.at(-1);
    const isNow = from <= today && today <= to;
    if (last && !isNow && !last.isNow && blocks.length === 1 && same(last.given, blocks)) {
      Object.assign(last, { last: week, to });
      return;
    }
    const shown = blocks.map(([id, minutes]) => ({ id, minutes }));
    found.push({ first: week, last: week, from, to, isNow, phase: phase.get(blocks[0][0]), given: blocks, blocks: shown });
  });
  return found.map(({ given, ...row }) => row);
}

/** The ids whose last week is over and that are not done. */
export function late(plan, start, today, done) {
  return [...spans(plan)].filter(([id, { last }]) => later(start, last * 7 + 6) < today && !Object.hasOwn(done, id))
    .map(([id]) => id);
}

/** The events of a calendar: one for each page, together with its drill, and one for each
    item: { id, title, from, until (the day after), minutes, url }. */
export function events(plan, all, start, names) {
  const span = spans(plan);
  const lasts = (id) => Math.max(span.get(id).last, span.get(`${id}#practice`)?.last ?? 0);
  return all.filter(({ id, kind }) => kind !== "drill" && span.has(id)).map(({ id, kind, minutes }) => ({
    id,
    title: names[id].title,
    from: later(start, span.get(id).first * 7),
    until: later(start, (lasts(id) + 1) * 7),
    minutes: kind === "page" ? minutes * 2 : minutes,
    url: names[id].url,
  }));
}
