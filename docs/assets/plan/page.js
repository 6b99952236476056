/* The study plan on its page: choose, see, tick, take along. */
import { day, filled, save, store } from "../progress/here.js";
import { hasChanged } from "../progress/prints.js";
import { draw, loads } from "./chart.js";
import { calendar } from "./ics.js";
import { legend, weeksOf } from "./list.js";
import { say } from "./say.js";
import { dayOf, doneAt, isWhole, planned, rest, settingsFrom } from "./settings.js";
import { events, late, rows, worded } from "./view.js";

export function start(place) {
  const config = JSON.parse(place.dataset.plan);
  const { names, told } = config;
  const form = place.querySelector("form");
  const part = (name) => place.querySelector(name);
  const date = (text) => day(Date.parse(`${text}T12:00`));
  const time = (minutes) => worded(minutes, told);
  const now = () => {
    const today = dayOf(Date.now());
    const settings = settingsFrom(store.part("plan"), config, today);
    const done = doneAt(store.part("read"), store.part("ticked"));
    return { today, settings, done, ...planned(settings, config, done) };
  };

  /** Keep the settings, so that the dates of the plan stay. */
  const keep = (settings) => {
    const kept = store.part("plan");
    for (const [key, value] of Object.entries(settings)) {
      if (kept[key] !== value) store.set("plan", key, value);
    }
  };
  const change = () => {
    if (!isWhole(Object.fromEntries(new FormData(form)))) {
      part("[role=status]").textContent = told.wrong;
      return;
    }
    const { start: begin, hours, months, level, flavour } = form.elements;
    const old = now().settings;
    const chosen = { start: begin.value, months: Number(months.value) };
    const moved = chosen.start !== old.start || chosen.months !== old.months;
    const weeks = moved ? config.weeks[chosen.months] : old.weeks;
    keep({
      ...chosen, hours: Number(hours.value), level: level.value, flavour: flavour.value,
      weeks, since: moved ? 0 : old.since,
    });
  };
  const tick = (id, isDone) => {
    keep({ start: now().settings.start }); // from now on weeks can slip
    const isPage = id in config.prints;
    if (!isDone) store.remove(isPage ? "read" : "ticked", id);
    else if (!isPage) store.set("ticked", id, Date.now());
    else {
      const { language, prints } = config;
      store.set("read", id, { at: Date.now(), print: `${language}:${prints[id][language].sum}` });
    }
  };

  const chart = ({ today, settings, plan, all }) => {
    const bars = loads(plan, all);
    const total = (kind) => time(bars.reduce((sum, bar) => sum + bar[kind], 0));
    const label = filled(told.chart, {
      weeks: bars.length, most: time(Math.max(0, ...bars.map((bar) => bar.read + bar.practice))),
      read: total("read"), practice: total("practice"),
    });
    const current = Math.floor((Date.parse(today) - Date.parse(settings.start)) / (7 * 86_400_000));
    part(".plan-chart").replaceChildren(
      draw(bars, settings.hours, current, label),
      legend([["plan-read", told.reading], ["plan-practice", told.practice]]),
    );
  };

  const show = () => {
    const state = now();
    const { today, settings, plan, all, done } = state;
    for (const name of ["start", "hours", "months", "level", "flavour"]) {
      if (form.elements[name] !== document.activeElement) form.elements[name].value = settings[name];
    }
    const slipped = late(plan, settings.start, today, done);
    say(place, { ...state, slipped, trouble: store.trouble }, { names, told, date, time });
    chart(state);
    const read = store.part("read");
    const changed = (id) => Boolean(read[id]) && id in config.prints && hasChanged(read[id].print, config.prints[id]);
    const shown = rows(plan, all, settings.start, today);
    const words = { ...told, date, time, phases: config.phases };
    const focused = document.activeElement?.dataset?.work;
    part(".plan-weeks").replaceChildren(...weeksOf(shown, { names, words, done, changed, slipped: new Set(slipped), tick }));
    if (focused) part(`[data-work="${CSS.escape(focused)}"]`)?.focus();
  };

  const acts = {
    calendar() {
      const { settings, plan, all } = now();
      keep({ start: settings.start });
      const shown = events(plan, all, settings.start, names).map((event) => {
        const url = new URL(event.url, location.href).href;
        return { ...event, url, text: filled(told.event, { time: time(event.minutes), url }) };
      });
      save(calendar(shown, told.title, Date.now()), "study-plan.ics", "text/calendar");
    },
    print() { print(); },
    rest() { const { settings, today } = now(); keep(rest(settings, today, Date.now())); },
  };
  form.addEventListener("change", change);
  form.addEventListener("submit", (event) => event.preventDefault());
  place.addEventListener("click", ({ target }) => acts[target.closest("[data-do]")?.dataset.do]?.());
  store.subscribe(show);
  form.hidden = false;
  part(".plan-says").hidden = false;
  show();
}
