/* The drill on a page: choose, think aloud against a clock, reveal, rate; what was missed
   comes back when it is due. The questions load at the first start. */
import { openStore } from "../progress/store.js";
import { filled } from "../simulators/say.js";
import { paintClock, paintQuestion, paintShown, paintSpans } from "./card.js";
import { counted, isCard, matches, sitting } from "./choose.js";
import { isPaused, left, started, toggled } from "./clock.js";
import { scheduling } from "./schedule.js";
import { begun, current, place, rated, revealed } from "./session.js";

async function loaded(config) {
  const library = config.scheduler ? import(config.scheduler).catch(() => null) : null;
  const response = await fetch(config.questions, { cache: "no-cache" });
  if (!response.ok) throw new Error(response.statusText);
  return { questions: await response.json(), schedule: scheduling(await library) };
}

class Drill {
  #root; #form; #card; #config; #store; #language = document.documentElement.lang;
  #bank = null; #session = null; #clock = null; #late = false; #ticking = 0;

  constructor(root, store) {
    [this.#root, this.#store] = [root, store];
    this.#config = JSON.parse(root.querySelector("script").textContent);
    for (const key of ["home", "questions", "scheduler"]) {
      if (this.#config[key]) this.#config[key] = new URL(this.#config[key], location.href).href;
    }
    this.#form = root.querySelector("form");
    this.#card = root.querySelector(".drill-card");
    this.#listen();
    this.#tellDue();
    this.#tellTrouble();
    root.hidden = false;
    document.querySelector(".drill-without").hidden = true;
  }

  get #words() { return this.#config.words; }

  #listen() {
    this.#form.addEventListener("submit", (event) => { event.preventDefault(); this.#start(); });
    this.#form.addEventListener("input", () => this.#tellDue());
    this.#store.subscribe(() => { this.#tellTrouble(); if (!this.#session) this.#tellDue(); });
    this.#root.addEventListener("keydown", (event) => this.#key(event));
    this.#card.addEventListener("click", ({ target }) => {
      const button = target.closest("button");
      if (button?.dataset.rating) this.#rate(Number(button.dataset.rating));
      const actions = { reveal: () => this.#reveal(), pause: () => this.#pause(), end: () => this.#end() };
      actions[button?.dataset.do]?.();
    });
  }

  #key(event) {
    if (!this.#session || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.key === " " && !event.target.closest("button, a, select") && !this.#session.shown) {
      event.preventDefault();
      this.#reveal();
    } else if (/^[1-4]$/.test(event.key) && this.#session.shown) {
      event.preventDefault();
      this.#rate(Number(event.key));
    }
  }

  #say(text) { this.#root.querySelector("[role=status]").textContent = text; }

  #tellTrouble() {
    const { trouble } = this.#store;
    const told = [
      !this.#config.scheduler || (this.#bank && !this.#bank.schedule) ? this.#words.unscheduled : "",
      trouble ? this.#words[`trouble_${trouble}`] : "",
    ].filter(Boolean);
    const place = this.#root.querySelector("[role=alert]");
    [place.hidden, place.textContent] = [told.length === 0, told.join(" ")];
  }

  #chosen() {
    const chosen = Object.fromEntries(new FormData(this.#form));
    return this.#bank.questions.filter((question) => matches(question, chosen));
  }

  #tellDue() {
    const cards = this.#store.part("cards");
    const line = this.#root.querySelector(".drill-due");
    if (this.#bank) {
      line.textContent = filled(this.#words.due, counted(this.#chosen(), cards, Date.now()));
    } else {
      const due = Object.values(cards).filter((c) => isCard(c) && Date.parse(c.due) <= Date.now());
      if (due.length) line.textContent = filled(this.#words.waiting, { due: due.length });
    }
  }

  async #start() {
    try {
      this.#bank ??= await loaded(this.#config);
    } catch {
      this.#say(this.#words.failed);
      return;
    }
    this.#tellTrouble();
    const [cards, now] = [this.#store.part("cards"), Date.now()];
    const minutes = Number(this.#form.elements.minutes.value);
    const chosen = this.#chosen();
    const questions = sitting(chosen, cards, { now, minutes, think: this.#config.think });
    this.#tellDue();
    if (questions.length) this.#ask(begun(questions));
    else this.#say(this.#nothing(counted(chosen, cards, now).next));
  }

  #nothing(next) {
    if (next === null) return this.#words.none;
    const when = new Date(next).toLocaleString(this.#language, { dateStyle: "medium", timeStyle: "short" });
    return filled(this.#words.empty, { when });
  }

  #ask(session) {
    this.#session = session;
    const asked = current(session);
    if (!asked) { this.#end(); return; }
    [this.#form.hidden, this.#card.hidden] = [true, false];
    const look = { config: this.#config, place: place(session), language: this.#language };
    paintQuestion(this.#card, asked, look);
    paintShown(this.#card, false);
    [this.#clock, this.#late] = [started(this.#config.think[asked.level], Date.now()), false];
    this.#paintPause();
    clearInterval(this.#ticking);
    this.#ticking = setInterval(() => this.#tick(), 1000);
    this.#tick();
    this.#say(filled(this.#words.asked, place(session)));
    this.#card.querySelector("h3").focus();
  }

  #tick() {
    const now = Date.now();
    paintClock(this.#card, this.#clock, now, this.#words);
    if (this.#late || this.#session.shown || left(this.#clock, now) > 0) return;
    this.#late = true;
    this.#say(this.#words.time_up);
  }

  #paintPause() {
    const button = this.#card.querySelector("[data-do=pause]");
    button.textContent = isPaused(this.#clock) ? this.#words.resume : this.#words.pause;
    button.hidden = this.#session.shown;
  }

  #pause() {
    this.#clock = toggled(this.#clock, Date.now());
    this.#paintPause();
    this.#tick();
    this.#say(isPaused(this.#clock) ? this.#words.paused : this.#words.resumed);
  }

  #reveal() {
    this.#session = revealed(this.#session);
    clearInterval(this.#ticking);
    const card = this.#store.part("cards")[current(this.#session).id];
    const spans = this.#bank.schedule?.preview(card, Date.now()) ?? null;
    paintSpans(this.#card, spans, this.#language);
    paintShown(this.#card, true);
    this.#paintPause();
    this.#say(this.#words.shown);
    this.#card.querySelector(".drill-answer").focus();
  }

  #rate(rating) {
    const { id } = current(this.#session);
    const { schedule } = this.#bank;
    if (schedule) {
      const card = schedule.rate(this.#store.part("cards")[id], rating, Date.now());
      this.#store.set("cards", id, card);
    }
    this.#ask(rated(this.#session, rating));
  }

  #end() {
    const { answered, missed } = this.#session;
    this.#session = null;
    clearInterval(this.#ticking);
    [this.#form.hidden, this.#card.hidden] = [false, true];
    this.#tellDue();
    const due = this.#root.querySelector(".drill-due").textContent;
    this.#say(filled(this.#words.done, { count: answered, missed, due }));
    this.#form.querySelector("button").focus();
  }
}

/** Bring the drill in `root` to life. */
export function start(root, store = openStore()) {
  return new Drill(root, store);
}
