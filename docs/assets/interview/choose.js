/* Which questions a sitting asks, as pure functions. A question is { id, page, level, round };
   a card is what is kept of one that was rated, with the time at which it is `due`. */

/** Whether `card` can be read; one of a foreign file counts as none. */
export function isCard(card) {
  const numbers = ["stability", "difficulty", "scheduled_days", "reps", "lapses", "state"];
  return Boolean(card) && Number.isFinite(Date.parse(card.due))
    && numbers.every((name) => Number.isFinite(card[name]));
}

/** Whether a question is of the round, topic and level that were chosen; "" is all. */
export function matches(question, { round, topic, level }) {
  return (!round || question.round === round)
    && (!topic || question.page === topic)
    && (!level || question.level === level);
}

const dueOf = (question, cards) => (
  isCard(cards[question.id]) ? Date.parse(cards[question.id].due) : null
);

/** How many questions are due, fresh (never rated) or come later, and when the `next` does. */
export function counted(questions, cards, now) {
  const times = questions.map((question) => dueOf(question, cards));
  const later = times.filter((time) => time !== null && time > now);
  return {
    due: times.filter((time) => time !== null && time <= now).length,
    fresh: times.filter((time) => time === null).length,
    later: later.length,
    next: later.length ? Math.min(...later) : null,
  };
}

function shuffled(list, random) {
  const mixed = [...list];
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [mixed[last], mixed[other]] = [mixed[other], mixed[last]];
  }
  return mixed;
}

/** The questions of one sitting in their order: what is due, the longest waiting first, then
    fresh ones by chance, as many as fit into `minutes`; 0 is without end. `think` has the
    minutes of each level. */
export function sitting(questions, cards, { now, minutes, think, random = Math.random }) {
  const due = questions.filter((q) => dueOf(q, cards) !== null && dueOf(q, cards) <= now);
  const fresh = questions.filter((question) => dueOf(question, cards) === null);
  due.sort((one, other) => dueOf(one, cards) - dueOf(other, cards));
  const taken = [];
  let left = minutes || Infinity;
  for (const question of [...due, ...shuffled(fresh, random)]) {
    if (taken.length && think[question.level] > left) break;
    left -= think[question.level];
    taken.push(question);
  }
  return taken;
}
