/* Words that differ by one letter: one more, one less, another, or two exchanged. */

/** Whether `a` and `b`, which differ, are one slip apart. */
export function oneSlip(a, b) {
  if (Math.abs(a.length - b.length) > 1) return false;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  let [x, y] = [a.length - 1, b.length - 1];
  while (x >= i && y >= i && a[x] === b[y]) { x--; y--; }
  if (x <= i && y <= i) return true;
  return x === i + 1 && y === i + 1 && a[i] === b[y] && a[x] === b[i];
}

/** The words of `vocabulary` ([word, weight]) that are one slip from `word`, best first;
    else those that begin with something one slip from it. */
export function near(vocabulary, word, most = 4) {
  const whole = [], begun = [];
  for (const [other, weight] of vocabulary) {
    if (other.length < word.length - 1) continue;
    if (oneSlip(word, other)) whole.push([other, weight]);
    else if (other.length > word.length + 1 && other[0] === word[0]) {
      for (const cut of [word.length, word.length + 1]) {
        if (oneSlip(word, other.slice(0, cut))) { begun.push([other, weight]); break; }
      }
    }
  }
  const best = (found) => found.sort((a, b) => b[1] - a[1]).slice(0, most).map(([w]) => w);
  return whole.length ? best(whole) : best(begun);
}

/** How alike two texts are, 0 to 1, by the pairs of letters they share. */
export function likeness(a, b) {
  const pairs = (text) => {
    const found = new Set([`^${text[0]}`]);
    for (let i = 0; i + 1 < text.length; i++) found.add(text.slice(i, i + 2));
    return found;
  };
  const [p, q] = [pairs(a), pairs(b)];
  let shared = 0;
  for (const pair of p) if (q.has(pair)) shared++;
  return (2 * shared) / (p.size + q.size);
}
