/** What fakesmsc, the carrier that comes with Kannel, prints of the messages that it got. */

/** A message on a phone's screen. */
export interface Sms {
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly alphabet: 'GSM-7' | 'UCS-2';
  /** In how many parts it went through the air. */
  readonly segments: number;
}

/** Joins the segments of long messages; what is not complete yet is not shown. */
export function readSms(printed: string): Sms[] {
  const messages: Sms[] = [];
  const waiting = new Map<string, Buffer[]>();
  for (const { from, to, udh, type, data } of linesOf(printed)) {
    const alphabet = type === 'ucs-2' ? 'UCS-2' : 'GSM-7';
    const bytes = type === 'text' ? Buffer.from(data) : unescaped(data);
    const [, , , reference = 0, total = 1, part = 1] = unescaped(udh);
    const key = `${to} ${reference}`;
    const parts = waiting.get(key) ?? [];
    parts[part - 1] = bytes;
    waiting.set(key, parts);
    if (parts.filter((one) => one !== undefined).length < total) continue;
    waiting.delete(key);
    const text = textOf(Buffer.concat(parts), alphabet);
    messages.push({ from, to, text, alphabet, segments: total });
  }
  return messages;
}

const MESSAGE =
  /^(?<from>\S+) (?<to>\S+) (?:udh (?<udh>\S+) )?(?<type>text|data|ucs-2) (?<data>[\s\S]*)$/;

/** A text with several lines is printed in several lines, the first of which names the sender. */
function linesOf(printed: string): Record<'from' | 'to' | 'udh' | 'type' | 'data', string>[] {
  const lines: string[] = [];
  for (const [, line = ''] of printed.matchAll(/Got message \d+: <(.*)>$/gm)) {
    if (MESSAGE.test(line)) lines.push(line);
    else lines.push(`${lines.pop()}\n${line}`);
  }
  return lines.map((line) => {
    const { from = '', to = '', udh = '', type = '', data = '' } = MESSAGE.exec(line)?.groups ?? {};
    return { from, to, udh, type, data };
  });
}

function unescaped(text: string): Buffer {
  const bytes = text
    .replaceAll('+', ' ')
    .replace(/%([\dA-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1');
}

function textOf(bytes: Buffer, alphabet: Sms['alphabet']): string {
  return new TextDecoder(alphabet === 'UCS-2' ? 'utf-16be' : 'utf-8').decode(bytes);
}
