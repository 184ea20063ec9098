/** What every page of the consoles is framed by. */
import type { Request, Response } from 'express';
import { may, type Permission } from '../../accounts/permission.ts';
import type { Snapshot } from '../../content/content.ts';
import { inLocale } from '../../content/localized.ts';
import type { Say } from '../../content/texts.ts';
import type { Log } from '../../log.ts';
import { LOCALES } from '../../message.ts';
import { readDisplay } from '../chat/display.ts';
import type { Render } from '../templates.ts';
import { signedInOf } from './guard.ts';
import { roleName } from './roles.ts';
import { readTheme, THEMES } from './theme.ts';

/** What the pages of the consoles are made of. */
export interface ShellParts {
  /** The content in force now; asked anew for each request. */
  readonly content: () => Snapshot;
  readonly now: () => Date;
  readonly log: Log;
  /** Renders `desk/views/list` from the file of that name below `src/web`. */
  readonly render: Render;
  /** Where the picture and the constants of all pages are. */
  readonly assets: string;
  /** Where the style sheets, fonts and scripts of the consoles are. */
  readonly own: string;
}

/** One entry of the navigation. */
interface Section {
  readonly id: string;
  readonly path: string;
  /** Null: for everybody who is signed in. */
  readonly permission: Permission | null;
}

const SECTIONS = [
  { id: 'home', path: '/console', permission: null },
  { id: 'desk', path: '/console/desk', permission: 'desk.work' },
  { id: 'reports', path: '/console/reports', permission: 'report.read' },
  { id: 'people', path: '/console/people', permission: 'people.manage' },
  { id: 'audit', path: '/console/audit', permission: 'audit.read' },
  { id: 'account', path: '/console/account', permission: null },
] as const satisfies readonly Section[];

/** Where in the navigation a page stands; null on pages before signing in. */
export type SectionId = (typeof SECTIONS)[number]['id'] | null;

/** The page's own place and name. */
export interface ShellPage {
  readonly section: SectionId;
  /** What one does here, as the heading says it. */
  readonly title: string;
}

/** The values behind `views/layout.eta`; a page adds its own. */
export function shell(parts: ShellParts, req: Request, res: Response, page: ShellPage) {
  const content = parts.content();
  const display = readDisplay(req);
  const { locale } = display;
  const say = content.texts.say(locale);
  const t = consoleTexts(parts, req);
  const { name, isSample } = content.operator;
  return {
    ...page,
    t,
    say,
    roleName: (role: string) => roleName({ content, t }, role),
    display,
    locale,
    theme: readTheme(req),
    themes: THEMES,
    otherLocale: LOCALES.find((other) => other !== locale) ?? locale,
    operator: isSample ? null : inLocale(name, locale),
    staff: signedInOf(res)?.staff ?? null,
    navigation: navigationFor(res, page.section),
    assets: parts.assets,
    own: parts.own,
    here: req.originalUrl,
  };
}

/** The consoles' own texts, below `console.` in `locales/`. */
export function consoleTexts(parts: Pick<ShellParts, 'content'>, req: Request): Say {
  const say = parts.content().texts.say(readDisplay(req).locale);
  return (key, values) => say(`console.${key}`, values);
}

/** The sections that somebody may enter; none before they are signed in. */
function navigationFor(res: Response, section: SectionId) {
  const known = signedInOf(res);
  if (known === undefined) return [];
  const { roles } = known.staff;
  return SECTIONS.filter(({ permission }) => permission === null || may(roles, permission)).map(
    ({ id, path }) => ({ id, path, current: id === section }),
  );
}
