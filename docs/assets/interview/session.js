/* A sitting as it goes on, as pure functions: which question is asked, what was answered. */

export const AGAIN = 1;
const LATER = 3; // questions between a miss and the next try

/** A sitting that asks `questions` in their order. */
export function begun(questions) {
  return { waiting: questions, shown: false, answered: 0, missed: 0 };
}

/** The question that is asked now, or null at the end. */
export const current = ({ waiting }) => waiting[0] ?? null;

/** Its number and how many there are, repetitions among them. */
export const place = ({ waiting, answered }) => ({
  number: answered + 1, count: answered + waiting.length,
});

/** The same with the answer shown. */
export const revealed = (session) => ({ ...session, shown: true });

/** The sitting after a rating: what was missed is asked again, some questions later. */
export function rated({ waiting, answered, missed }, rating) {
  const [asked, ...rest] = waiting;
  const again = rating === AGAIN;
  const next = again ? [...rest.slice(0, LATER), asked, ...rest.slice(LATER)] : rest;
  return { waiting: next, shown: false, answered: answered + 1, missed: missed + Number(again) };
}
