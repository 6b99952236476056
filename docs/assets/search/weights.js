/* How much each sign of an answer counts. Learnt on half of the golden queries and checked
   on the other half, with and without asked.yaml (make benchmark NAME=learn); only `weak` was
   chosen: golden queries are terser than what readers type. */
export const WEIGHTS = {
  title: 4.2, above: 0.45, asked: 2.4, prose: 1.6, code: 0.7, // the kinds of text
  part: 0.7, // a find inside a longer word
  half: 1.2, long: 0.45, // BM25: how soon more finds add little, how much length divides
  question: 0.6, term: 0.67, list: 0.5, // kinds of section, of which a section is 1
  every: 1.5, least: 0.2, // how much an answer must say to everything that was asked
  explains: 2.5, mentions: 0.6, // what the glossary says explains a term
  form: 0.89, everyday: 0.45, slip: 0.63, stem: 0.85, // other spellings
  verb: 0.89, weak: 0.45, piece: 0.4, // units that say less: one kanji, words of a question, pieces
  same: 2.4, inTitle: 0.89, text: 1.7, quoted: 24, pair: 0.6, // what stands there as it was typed
};
