/** What Kannel calls us with, by GET (`get-url`) or by POST (`post-url`), as named values. */
import type { Request } from 'express';

/** A message as Kannel brings it: our names for its escape codes, bytes where a charset decides. */
export interface Call {
  readonly from: string;
  readonly to: string;
  /** `%I`, the same at each repetition. */
  readonly id: string;
  /** `%T`, seconds since 1970, or `%t`, a date and time in UTC. */
  readonly time: string;
  readonly coding: string | undefined;
  readonly charset: string | undefined;
  readonly text: Uint8Array;
}

const NOTHING = Buffer.alloc(0);

/** What is absent is empty; what the address does not name may stand in Kannel's own headers. */
export function readCall(req: Request): Call {
  const body = Buffer.isBuffer(req.body) ? req.body : NOTHING;
  const type = req.get('content-type') ?? '';
  const form = type.startsWith('application/x-www-form-urlencoded');
  const named = new Map([
    ...fieldsOf(queryOf(req)),
    ...(form ? fieldsOf(body.toString('latin1')) : []),
  ]);
  const value = (name: string) => named.get(name)?.toString() || undefined;
  return {
    from: value('from') ?? req.get('x-kannel-from') ?? '',
    to: value('to') ?? req.get('x-kannel-to') ?? '',
    id: value('id') ?? '',
    time: value('ts') ?? req.get('x-kannel-time') ?? '',
    coding: value('coding') ?? req.get('x-kannel-coding'),
    charset: value('charset') ?? /charset="?([\w:.-]+)/i.exec(type)?.[1],
    text: named.get('text') ?? (form ? NOTHING : body),
  };
}

/** The address behind the question mark. */
export function queryOf({ originalUrl }: Pick<Request, 'originalUrl'>): string {
  const at = originalUrl.indexOf('?');
  return at === -1 ? '' : originalUrl.slice(at + 1);
}

/** The values of a query as bytes: their charset is another value's matter. The first of a name counts. */
export function fieldsOf(query: string): Map<string, Buffer> {
  const pairs = query.split('&').map((pair): [string, Buffer] => {
    const [name = '', ...value] = pair.split('=');
    return [bytesOf(name).toString(), bytesOf(value.join('='))];
  });
  return new Map(pairs.reverse());
}

function bytesOf(encoded: string): Buffer {
  const plain = encoded
    .replaceAll('+', ' ')
    .replace(/%([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(plain, 'latin1');
}
