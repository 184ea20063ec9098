/** Sessions as rows of a table. */
import type { Request } from 'express';
import type { StaffSession } from '../../store/accounts/sessions.ts';
import { readDisplay } from '../chat/display.ts';
import type { ShellParts } from './shell.ts';
import { type Moment, momentOf } from './when.ts';

export interface SessionRow {
  readonly id: string;
  /** `Firefox · Windows`, as far as the browser says. */
  readonly device: string;
  readonly address: string;
  readonly since: Moment;
  readonly lastUsed: Moment;
  /** The one in which the page is read. */
  readonly current: boolean;
}

export function sessionRows(
  parts: Pick<ShellParts, 'now'>,
  req: Request,
  sessions: readonly StaffSession[],
  currentId?: string,
): SessionRow[] {
  const { locale } = readDisplay(req);
  return sessions.map(({ id, userAgent, ipAddress, createdAt, lastUsedAt }) => ({
    id,
    device: deviceOf(userAgent ?? ''),
    address: ipAddress ?? '',
    since: momentOf(createdAt, parts.now(), locale),
    lastUsed: momentOf(lastUsedAt, parts.now(), locale),
    current: id === currentId,
  }));
}

/** The first that fits: browsers name the others whose pages they can show, too. */
const BROWSERS: readonly (readonly [name: string, sign: RegExp])[] = [
  ['Cốc Cốc', /coc_coc_browser/],
  ['Edge', /Edg(e|A|iOS)?\//],
  ['Samsung Internet', /SamsungBrowser/],
  ['Opera', /OPR\//],
  ['Firefox', /Firefox\/|FxiOS/],
  ['Chrome', /Chrome\/|CriOS/],
  ['Safari', /Safari\//],
];
const SYSTEMS: readonly (readonly [name: string, sign: RegExp])[] = [
  ['Android', /Android/],
  ['iOS', /iPhone|iPad/],
  ['Windows', /Windows/],
  ['macOS', /Macintosh/],
  ['ChromeOS', /CrOS/],
  ['Linux', /Linux/],
];

function deviceOf(userAgent: string): string {
  const found = [BROWSERS, SYSTEMS].flatMap(
    (list) => list.find(([, sign]) => sign.test(userAgent))?.[0] ?? [],
  );
  return found.length > 0 ? found.join(' · ') : userAgent.slice(0, 40) || '?';
}
