/* Cuts a query into words: Latin words, and what carries meaning in Japanese. */
import { settle } from "./fold.js";

const LATIN_WORD = /[a-z0-9\u00c0-\u024f]+(?:[._:/@'%][a-z0-9\u00c0-\u024f]+)*|[^\x00-\x7f\P{S}]/giu;
const CONTENT = /[ァ-ヺー・]+|[一-鿿々]+(?:[きちみりいえしけせれげめびぎさくるす][一-鿿々]+)*/g;
const KANA = /[ぁ-ゖー]{2,}/g;
const JAPANESE = /[ぁ-ゖァ-ヺー・一-鿿々]+/g;

const all = (pattern, text) => [...text.matchAll(pattern)].map((match) => match[0]);

/** The Latin words of `query`. */
export const latinWords = (query) => all(LATIN_WORD, settle(query).toLowerCase());

/** The words of `query` in Japanese that carry meaning; hiragana only where it is all
    there is. */
export function japaneseWords(query) {
  return all(JAPANESE, settle(query)).flatMap((run) => {
    const content = all(CONTENT, run);
    return content.length ? content : all(KANA, run).length ? [run] : [];
  });
}

/** `query` without the Latin letters that an input method has not turned into kana yet. */
export const composed = (query) => settle(query).replace(/(?<=[ぁ-ゖー])[a-z]{1,3}$/i, "");
