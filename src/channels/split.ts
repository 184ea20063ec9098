/** Cuts a text that is too long for one message where a reader would pause. */

/** From the best place to cut to the worst; the pieces keep the space behind them. */
const LEVELS: readonly ((text: string) => string[])[] = [
  (text) => text.split(/(?<=\n)/),
  (text) => segments('sentence', text),
  // Not between the groups of a telephone number: a half of it would be dialled.
  (text) => text.split(/(?<=\s)(?<!\p{Nd}\s+)|(?<=\s)(?!\p{Nd})/u),
  (text) => segments('grapheme', text),
];

/**
 * Parts of at most `limit` units, in order; one part if it fits.
 *
 * @param measure the length as the provider counts it; UTF-16 units unless told otherwise
 */
export function splitText(
  text: string,
  limit: number,
  measure: (text: string) => number = (part) => part.length,
): string[] {
  return pack(text.normalize('NFC').trim(), { limit, measure }, LEVELS);
}

interface Room {
  readonly limit: number;
  readonly measure: (text: string) => number;
}

/** Fills part after part; a piece that fits nowhere is cut at the next level. */
function pack(text: string, room: Room, [cut, ...finer]: typeof LEVELS): string[] {
  const fits = (part: string) => room.measure(part.trim()) <= room.limit;
  if (cut === undefined || fits(text)) return nonEmpty([text]);
  const parts = [''];
  for (const piece of cut(text)) {
    const last = parts.at(-1) ?? '';
    if (fits(last + piece)) parts.splice(-1, 1, last + piece);
    else if (fits(piece)) parts.push(piece);
    else parts.push(...pack(piece, room, finer));
  }
  return nonEmpty(parts);
}

function nonEmpty(parts: readonly string[]): string[] {
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

function segments(granularity: 'sentence' | 'grapheme', text: string): string[] {
  return [...SEGMENTERS[granularity].segment(text)].map(({ segment }) => segment);
}

const SEGMENTERS = {
  sentence: new Intl.Segmenter('vi', { granularity: 'sentence' }),
  grapheme: new Intl.Segmenter('vi', { granularity: 'grapheme' }),
};
