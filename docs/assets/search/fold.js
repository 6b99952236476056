/* Spellings that mean the same become one: width, case, kana, long marks, middle dots. */

export const OTHER = 0, LATIN = 1, KATAKANA = 2, KANJI = 3, HIRAGANA = 4;

function scriptOf(code) {
  if (code < 128) {
    return (code > 96 && code < 123) || (code > 47 && code < 58) ? LATIN : OTHER;
  }
  if (code >= 0x3041 && code <= 0x3096) return HIRAGANA;
  if ((code >= 0x30a1 && code <= 0x30fa) || code === 0x30fc) return KATAKANA;
  if ((code >= 0x4e00 && code <= 0x9fff) || code === 0x3005) return KANJI;
  return code >= 0xc0 && code < 0x250 ? LATIN : OTHER;
}

const SCRIPTS = new Uint8Array(0x10000).map((_, code) => scriptOf(code));

/** The script of a character, given its code. */
export const script = (code) => SCRIPTS[code];

/** What fold() reads: the text with its width settled, of equal length with lower case. */
export const settle = (text) => text.normalize("NFKC");

const UTF16 = new TextDecoder("utf-16le", { ignoreBOM: true }); // faster than letter by letter
const JAPANESE = /[\u3005\u3041-\u30fc\u4e00-\u9fff]/;
export const LONG = 0x30fc;
const BLANK = 32, DOT = 0x30fb;
const SAME = new Uint16Array(SCRIPTS).map((kind, code) => (kind === HIRAGANA ? code + 96 : code));
for (const dash of [45, 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015]) SAME[dash] = BLANK;
SAME[0x2018] = SAME[0x2019] = 39;
let room = new Uint16Array(10_000); // for the text that is being folded

const isKana = (kind) => kind === KATAKANA || kind === HIRAGANA;

/** Fold `text`. Returns the folded text, settle(text) in lower case, and where each letter
    of the first stands in the second; nothing where that is at the same place. */
export function foldWithMap(text) {
  const lower = settle(text).toLowerCase();
  if (JAPANESE.test(lower)) return foldJapanese(lower);
  const folded = lower.replace(/[-\u2010-\u2015]/g, " ").replace(/[\u2018\u2019]/g, "'");
  return { folded, lower };
}

function foldJapanese(lower) {
  const size = lower.length;
  if (size > room.length) room = new Uint16Array(size);
  const from = new Uint32Array(size + 1);
  let n = 0, before = OTHER, next = lower.charCodeAt(0);
  for (let i = 0; i < size; i++) {
    const code = next;
    next = i + 1 < size ? lower.charCodeAt(i + 1) : 0;
    const kind = SCRIPTS[code], after = SCRIPTS[next];
    const isDropped = code === DOT
      || (code === BLANK && (before >= KATAKANA || after >= KATAKANA))
      || (code === LONG && !(before === HIRAGANA ? isKana(after) : after === KATAKANA));
    if (!isDropped) {
      room[n] = SAME[code];
      from[n++] = i;
    }
    before = kind;
  }
  from[n] = size;
  return { folded: UTF16.decode(room.subarray(0, n)), lower, from };
}

export const fold = (text) => foldWithMap(text).folded;
