/* English forms: stems, and the words that carry no meaning in a question. */

const EMPTY = new Set(
  `a about all am an and any are as at be been before but by can cannot could did do does
  doing for from get gets had has have how i if in into is isn it its just make me my no not
  of on or our out should so than that the their them then there these they this to too up
  use using was we were what when where which while who why will with would you your vs t s
  don doesn after still`.split(/\s+/),
);

export const isEmpty = (word) => EMPTY.has(word);

/** The stem of an English word, or "" where it has no other form. */
export function stem(word) {
  if (!/^[a-z]{4,}$/.test(word)) return "";
  for (const [ending, put] of [["ies", "y"], ["ied", "y"], ["ing", ""], ["ed", ""],
    ["sses", "ss"], ["es", ""], ["s", ""], ["y", ""], ["e", ""]]) {
    if (!word.endsWith(ending) || word.endsWith("ss") || word.endsWith("us")) continue;
    const cut = word.slice(0, word.length - ending.length) + put;
    if (cut.length < 3) continue;
    if (put === "y") return cut.slice(0, -1);
    return /(bb|dd|gg|mm|nn|pp|rr|tt)$/.test(cut) ? cut.slice(0, -1) : cut;
  }
  return word;
}
