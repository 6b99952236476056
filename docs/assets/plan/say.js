/* What the page says of a plan: its load, what does not fit, what has slipped. */
import { filled } from "../progress/here.js";
import { list } from "./list.js";
import { later } from "./settings.js";

/** The ids without the drills whose page is among them. */
export function short(ids) {
  return ids.filter((id) => !id.endsWith("#practice") || !ids.includes(id.split("#")[0]));
}

function summary({ settings, plan, all, done, trouble }, { told, date, time }) {
  if (!all.length) return told.says_empty;
  const end = later(settings.start, settings.weeks * 7 - 1);
  const says = filled(told.says, {
    load: time(plan.budget),
    hours: settings.hours,
    days: filled(told.days, { from: date(settings.start), to: date(end) }),
    done: all.filter(({ id }) => Object.hasOwn(done, id)).length,
    all: all.length,
  });
  return trouble ? `${says} ${told[`trouble_${trouble}`]}` : says;
}

/** Say it in `place`. `words` are { names, told, date, time }. */
export function say(place, state, words) {
  const { names, told, time } = words;
  const links = (ids) => ids.map((id) => names[id]);
  const minutes = new Map(state.all.map((work) => [work.id, work.minutes]));
  const fitted = new Map(state.missing);
  const missing = short([...fitted.keys()]).map((id) => (fitted.get(id) === 0 ? names[id] : {
    ...names[id],
    title: filled(told.partly, {
      title: names[id].title, time: time(fitted.get(id)), all: time(minutes.get(id)),
    }),
  }));
  const slipped = short(state.slipped);
  place.querySelector("[role=status]").textContent = summary(state, words);
  place.querySelector(".plan-missing").replaceChildren(
    ...list(filled(told.missing, { n: missing.length }), missing),
    ...list(told.long, links(state.long)),
    ...list(told.meant, links(state.unmeant)),
  );
  place.querySelector(".plan-late").replaceChildren(
    ...list(filled(told.late, { n: slipped.length }), links(slipped)));
}
