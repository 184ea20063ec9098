/** Text in parts: plain words, telephone numbers that one may tap, sources that one may open. */
import type { ContactPoint } from '../../content/carrier.ts';
import type { Snapshot } from '../../content/content.ts';
import type { Reply, SourceLine } from '../../message.ts';

export interface Part {
  readonly text: string;
  readonly href?: string;
  /** Opens beside the conversation, not in its place. */
  readonly external?: boolean;
}

/** Numbers that the content names as contact points: only these are made to tap. */
export type Dialable = ReadonlySet<string>;

export function dialableNumbers(content: Snapshot): Dialable {
  const contacts: ContactPoint[] = [
    ...[...content.carriers.values()].flatMap((carrier) => carrier.contacts),
    ...content.stateContacts.flatMap((desk) => desk.contacts),
    ...content.operator.contacts,
  ];
  return new Set(
    contacts
      .filter(({ kind, publish }) => kind.startsWith('phone') && publish !== false)
      .flatMap(({ value }) => (typeof value === 'string' ? [digitsOf(value)] : [])),
  );
}

/** A number as people write it: digits, with single spaces, dots or brackets between them. */
const NUMBER = /(?<![\d.,/*#+-])(?:\(\d{2,4}\) ?)?\d(?:[ .]?\d){2,11}(?![\d/*#%]|[.,]\d)/g;
/** Short numbers look like any other count, so they need a word before them that says otherwise. */
const SHORT = 5;
const CALL_WORDS = /(gọi|số|tổng đài|ngắn|phí|call|dial|free|number|hotline|:)\s*$/iu;

/** Splits a text at the telephone numbers in it. */
export function withPhones(text: string, dialable: Dialable): Part[] {
  const parts: Part[] = [];
  let end = 0;
  for (const match of text.matchAll(NUMBER)) {
    const number = digitsOf(match[0]);
    if (!dialable.has(number)) continue;
    if (number.length <= SHORT && !CALL_WORDS.test(text.slice(0, match.index))) continue;
    parts.push({ text: text.slice(end, match.index) }, { text: match[0], href: `tel:${number}` });
    end = match.index + match[0].length;
  }
  parts.push({ text: text.slice(end) });
  return parts.filter((part) => part.text !== '');
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '');
}

/** The source line of a reply as the renderer wrote it, its last line, each title opening its source. */
export function originParts({ text, sources }: Reply): Part[] {
  if (sources.length === 0) return [];
  const parts: Part[] = [];
  let rest = text.slice(text.lastIndexOf('\n') + 1);
  for (const source of sources) {
    const at = rest.indexOf(source.title);
    if (at < 0) continue;
    parts.push({ text: rest.slice(0, at) }, sourcePart(source));
    rest = rest.slice(at + source.title.length);
  }
  return [...parts, { text: rest }].filter((part) => part.text !== '');
}

function sourcePart({ title, url }: SourceLine): Part {
  return url === null ? { text: title } : { text: title, href: url, external: true };
}
