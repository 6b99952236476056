/* Spellings that mean the same become one: width, case, kana, long marks, middle dots. */

export const OTHER = 0, LATIN = 1, KATAKANA = 2, KANJI = 3, HIRAGANA = 4;

/** The script of a character, given its code. */
export function script(code) {
  if (code < 128) {
    return (code > 96 && code < 123) || (code > 47 && code < 58) ? LATIN : OTHER;
  }
  if (code >= 0x3041 && code <= 0x3096) return HIRAGANA;
  if ((code >= 0x30a1 && code <= 0x30fa) || code === 0x30fc) return KATAKANA;
  if ((code >= 0x4e00 && code <= 0x9fff) || code === 0x3005) return KANJI;
  return code >= 0xc0 && code < 0x250 ? LATIN : OTHER;
}

/** What fold() reads: the text with its width settled, of equal length with lower case. */
export const settle = (text) => text.normalize("NFKC");

const UTF16 = new TextDecoder("utf-16le", { ignoreBOM: true }); // faster than letter by letter

const KANA = (kind) => kind === KATAKANA || kind === HIRAGANA;

function isJapanese(text, at) {
  const kind = at >= 0 && at < text.length ? script(text.charCodeAt(at)) : OTHER;
  return kind >= KATAKANA;
}

/** Fold `text`. Returns the folded text, the script of each of its characters before
    folding, and where each stood in settle(text). */
export function foldWithMap(text) {
  const lower = settle(text).toLowerCase();
  const scripts = new Uint8Array(lower.length);
  const from = new Uint32Array(lower.length + 1);
  const codes = new Uint16Array(lower.length);
  let n = 0;
  for (let i = 0; i < lower.length; i++) {
    let code = lower.charCodeAt(i);
    let kind = script(code);
    if (code === 0x30fb) continue;
    if (code === 32 && (isJapanese(lower, i - 1) || isJapanese(lower, i + 1))) continue;
    if (code === 0x30fc) {
      const before = i > 0 ? script(lower.charCodeAt(i - 1)) : OTHER;
      const after = i + 1 < lower.length ? script(lower.charCodeAt(i + 1)) : OTHER;
      if (!(before === HIRAGANA ? KANA(after) : after === KATAKANA)) continue;
      kind = before;
    } else if (kind === HIRAGANA) code += 96;
    else if (code === 45 || (code >= 0x2010 && code <= 0x2015)) code = 32;
    else if (code === 0x2019 || code === 0x2018) code = 39;
    codes[n] = code;
    scripts[n] = kind;
    from[n++] = i;
  }
  from[n] = lower.length;
  return { folded: UTF16.decode(codes.subarray(0, n)), scripts: scripts.subarray(0, n), from };
}

export const fold = (text) => foldWithMap(text).folded;
