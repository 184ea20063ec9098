/** Telegram's "HTML style" as sendMessage reads it: what it shows, or why it refuses (400). */

const TAGS: ReadonlySet<string> = new Set(
  'b strong i em u ins s strike del span tg-spoiler a code pre blockquote tg-emoji'.split(' '),
);
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };
const TOKEN = /<(\/?)([a-zA-Z][\w-]*)?([^>]*)(>?)|&(?:#(\d+)|(\w+));/g;

/** The text without its tags, and each link in it; or the end of "can't parse entities: …". */
export type Parsed =
  | { readonly text: string; readonly links: readonly string[]; readonly bold: readonly string[] }
  | { readonly error: string };

export function parseHtml(html: string): Parsed {
  const open: { tag: string; from: number }[] = [];
  const links: string[] = [];
  const bold: string[] = [];
  let text = '';
  let end = 0;
  for (const match of html.matchAll(TOKEN)) {
    const [token, slash, name = '', rest = '', close, number, entity] = match;
    text += html.slice(end, match.index);
    end = match.index + token.length;
    const at = `at byte offset ${Buffer.byteLength(html.slice(0, match.index))}`;
    if (number !== undefined) text += String.fromCodePoint(Number(number));
    else if (entity !== undefined) text += ENTITIES[entity] ?? token;
    else if (slash === '') {
      if (close === '') return { error: `Unclosed start tag ${at}` };
      const tag = name.toLowerCase();
      if (!TAGS.has(tag)) return { error: `Unsupported start tag "${name}" ${at}` };
      if (tag === 'a') links.push(/href="([^"]*)"/.exec(rest)?.[1]?.replaceAll('&amp;', '&') ?? '');
      open.push({ tag, from: text.length });
    } else {
      const started = open.pop();
      if (started === undefined) return { error: `Unexpected end tag ${at}` };
      if (started.tag !== name.toLowerCase()) {
        return { error: `Unmatched end tag ${at}, expected "</${started.tag}>", found "${token}"` };
      }
      if (started.tag === 'b') bold.push(text.slice(started.from));
    }
  }
  const unclosed = open.at(-1);
  if (unclosed !== undefined) {
    return { error: `Can't find end tag corresponding to start tag "${unclosed.tag}"` };
  }
  return { text: text + html.slice(end), links, bold };
}
