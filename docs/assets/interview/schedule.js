/* When a question comes back: the FSRS algorithm of the library ts-fsrs, with cards that can
   be written down. Good and easy come back in days, again and hard within the hour. */
import { isCard } from "./choose.js";

export const RATINGS = [1, 2, 3, 4]; // again, hard, good, easy, as the library counts them
const STEPS = { enable_fuzz: false, learning_steps: ["10m"], relearning_steps: ["10m"] };

/** What rates cards with `library`, or null where there is none. */
export function scheduling(library) {
  if (!library) return null;
  const engine = library.fsrs(STEPS);
  const known = (card, now) => (isCard(card) ? card : library.createEmptyCard(new Date(now)));

  /** The card after a rating at `now`, in milliseconds, ready to be kept. */
  function rate(card, rating, now) {
    const next = engine.next(known(card, now), new Date(now), rating).card;
    return JSON.parse(JSON.stringify(next));
  }

  /** For each rating the milliseconds until the question would come back. */
  const preview = (card, now) => RATINGS.map(
    (rating) => Date.parse(rate(card, rating, now).due) - now,
  );
  return { rate, preview };
}

const UNITS = [["day", 86_400_000], ["hour", 3_600_000], ["minute", 60_000]];

/** A span of milliseconds in the reader's language, in its largest whole unit. */
export function spanned(milliseconds, language) {
  const [unit, size] = UNITS.find(([, each]) => milliseconds >= each) ?? UNITS.at(-1);
  const number = Math.max(1, Math.round(milliseconds / size));
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "short" }).format(number);
}
