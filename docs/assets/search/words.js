/* Cuts a query into words: Latin words, and what carries meaning in Japanese. */
import { settle } from "./fold.js";

const LATIN_WORD = /[a-z0-9\u00c0-\u024f]+(?:[._:/@'%][a-z0-9\u00c0-\u024f]+)*|[^\x00-\x7f\P{S}]/giu;
const CONTENT = /[ァ-ヺー・]+|[一-鿿々]+(?:[きちみりいえしけせれげめびぎさくるす][一-鿿々]+)*/g;
const KANA = /[ぁ-ゖー]{2,}/g;
const JAPANESE = /[ぁ-ゖァ-ヺー・一-鿿々]+/g;

const RUNS = new RegExp(`[a-z0-9\\u00c0-\\u024f]+|${CONTENT.source}|[ぁ-ゖー]{3,}`, "g");
const PARTICLE = /^[がをにはでとのもへや](?=[ぁ-ゖー]{3})/;

// What a question says around its subject: it says little of the answer.
const WEAK = new Set(
  `何 誰 時 事 方 物 者 人 点 件 所 良 悪 見 出 思 分 知 教 使 言 来 行 持 多 少 全 他 別 前 後 中 今 毎
  方法 理由 場合 仕組 意味 注意 妥当 必要 原因 違 対策 駄目 ダメ オススメ コツ 今日 昨日 最近 普通 全部
  自分 一番 良い 問題 設定 使用 利用 実行 処理 機能 状態 場所 種類 名前 本番 環境 サービス システム アプリ
  私 君 皆 僕 次 再 直後 直前 以上 以下 程度 時間 時点 可能 不可 正 怖 困 嫌 欲 始 終`.split(/\s+/),
);

export const isWeak = (word) => WEAK.has(word);

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

/** Two neighbours of `query` that carry meaning in Japanese, and the kana between them. */
export function japanesePairs(query) {
  return all(JAPANESE, settle(query)).flatMap((run) => {
    const words = [...run.matchAll(CONTENT)];
    return words.slice(1).map((word, n) => run.slice(words[n].index, word.index + word[0].length));
  });
}

/** The words of `query` as the index cuts a text, those without a meaning too. */
export const runs = (query) => all(RUNS, settle(query).toLowerCase())
  .map((word) => withoutKana(word.replace(PARTICLE, "")));

export const isJapanese = (word) => word[0] > "\u024f";

/** `query` without the Latin letters that an input method has not turned into kana yet. */
export const composed = (query) => settle(query).replace(/(?<=[ぁ-ゖー])[a-z]{1,3}$/i, "");

/** A word without the kana inside it, which some write and some do not: 切り替え, 切替. */
export const withoutKana = (word) => word.replace(/(?<=[一-鿿々])[ぁ-ゖ](?=[一-鿿々])/g, "");
