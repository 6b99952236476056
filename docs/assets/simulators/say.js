/* Numbers and sentences in the reader's language. */

const rounded = (value) => Number(value.toPrecision(3));

/** A function that writes a value of a kind: count, number, percent, seconds or rate. */
export function writer(language, infinite) {
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 3 });
  const kinds = {
    count: (value) => number.format(Math.round(value)),
    number: (value) => number.format(rounded(value)),
    percent: (value) => `${number.format(rounded(value * 100))}%`,
    rate: (value) => `${number.format(rounded(value))}/s`,
    seconds: (value) => (value !== 0 && Math.abs(value) < 1
      ? `${number.format(rounded(value * 1000))} ms` : `${number.format(rounded(value))} s`),
  };
  return (value, kind) => {
    if (typeof value === "string") return value;
    return Number.isFinite(value) ? kinds[kind](value) : infinite;
  };
}

/** `sentence` with each {name} in it replaced by `texts[name]`. */
export const filled = (sentence, texts) => sentence.replace(
  /\{(\w+)\}/g, (_, name) => texts[name],
);
