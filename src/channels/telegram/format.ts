/** A reply in the form that Telegram shows best: HTML with bold cards and linked sources, buttons. */
import type { Card, Reply, SourceLine } from '../../message.ts';
import { splitText } from '../split.ts';

/** Characters of one message after its formatting was read, in UTF-16 units (Bot API, sendMessage). */
export const TEXT_LIMIT = 4096;

/** One message; the last one carries the buttons. */
export interface Part {
  readonly html: string;
  /** The same without formatting, should Telegram not take it. */
  readonly plain: string;
}

/** The messages of a reply, in order. */
export function partsOf(reply: Reply): Part[] {
  const titles = new Set(reply.cards.map(titleOf));
  const parts = splitText(reply.text, TEXT_LIMIT);
  return parts.map((plain, index) => {
    const lines = plain.split('\n');
    const isLastLine = (at: number) => index === parts.length - 1 && at === lines.length - 1;
    const html = lines.map((line, at) =>
      titles.has(line)
        ? `<b>${escapeHtml(line)}</b>`
        : isLastLine(at)
          ? withLinks(line, reply.sources)
          : escapeHtml(line),
    );
    return { html: html.join('\n'), plain };
  });
}

/** The first line of a card in the reply's text. */
function titleOf({ title, sign }: Card): string {
  return sign === '' ? title : `${title}: ${sign}`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** The source line: each source that has a document opens it. */
function withLinks(line: string, sources: readonly SourceLine[]): string {
  // The longest first: one title may be the beginning of another.
  const longestFirst = sources.toSorted((a, b) => b.title.length - a.title.length);
  const pieces = longestFirst.reduce<readonly Piece[]>(link, [{ text: line, url: null }]);
  return pieces
    .map(({ text, url }) =>
      url === null ? escapeHtml(text) : `<a href="${escapeHtml(url)}">${escapeHtml(text)}</a>`,
    )
    .join('');
}

interface Piece {
  readonly text: string;
  readonly url: string | null;
}

function link(pieces: readonly Piece[], { title, url }: SourceLine): Piece[] {
  return pieces.flatMap((piece) => {
    if (url === null || piece.url !== null) return [piece];
    const around = piece.text.split(title).map((text) => ({ text, url: null }));
    return around.flatMap((rest, at) => (at === 0 ? [rest] : [{ text: title, url }, rest]));
  });
}

/** One button a line: legible in large type, too. */
export function keyboardOf({ choices }: Reply) {
  return {
    inline_keyboard: choices.map(({ label, value }) => [{ text: label, callback_data: value }]),
  };
}
