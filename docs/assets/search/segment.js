/* Cuts a Japanese compound into the words that the handbook knows. */

const LEFT = 1.6; // what a letter costs that no word covers; a word costs 1

/** The pieces of `word` that `known` has, in their order, if they cover most of it. */
export function pieces(word, known) {
  const best = [{ cost: 0, cut: 0 }];
  for (let end = 1; end <= word.length; end++) {
    best[end] = { cost: best[end - 1].cost + LEFT, cut: -1 };
    for (let start = 0; start < end - 1; start++) {
      const cost = best[start].cost + 1;
      const whole = start === 0 && end === word.length;
      if (cost < best[end].cost && !whole && known(word.slice(start, end))) {
        best[end] = { cost, cut: start };
      }
    }
  }
  const found = [];
  let left = 0;
  for (let end = word.length; end > 0;) {
    const { cut } = best[end];
    if (cut >= 0) found.unshift(word.slice(cut, end));
    else left++;
    end = cut >= 0 ? cut : end - 1;
  }
  return left <= word.length / 2 ? found : [];
}
