/** Events of the audit log in words; what has no words stands as it is stored. */
import type { Request } from 'express';
import { NOBODY_KNOWN } from '../../accounts/sign-in.ts';
import { deskOf } from '../../content/desk.ts';
import { inLocale } from '../../content/localized.ts';
import { type AuditDetails, type AuditEvent, SYSTEM, UNKNOWN } from '../../store/accounts/audit.ts';
import { readDisplay } from '../chat/display.ts';
import { capital } from '../desk/row-view.ts';
import { roleName } from './roles.ts';
import { consoleTexts, type ShellParts } from './shell.ts';
import { exactly } from './when.ts';

type Value = AuditDetails[string];

/** What is said of an event, besides its number, its time and its reason. */
export interface EventWords {
  readonly who: string;
  readonly did: string;
  readonly about: string;
  readonly more: readonly { readonly key: string; readonly value: string }[];
}

/** Writes events in the language of a request; `names` are those of accounts, by `staff:‹id›`. */
export function auditWords(
  parts: Pick<ShellParts, 'content'>,
  req: Request,
  names: ReadonlyMap<string, string>,
): (event: AuditEvent) => EventWords {
  const t = consoleTexts(parts, req);
  const { has } = parts.content().texts;
  const orElse = once<string>((key, stored) => (has(`console.${key}`) ? t(key) : stored));
  const value = once(valueWords(parts, req));
  const subjectName = (subject: string): string => {
    if (subject === NOBODY_KNOWN) return t('audit.subject.nobody');
    const [kind = '', id = ''] = subject.split(':', 2);
    const key = `audit.subject.${kind}`;
    if (!has(`console.${key}`)) return subject;
    return t(key, { id: id.length === UUID_LENGTH ? shortId(id) : id });
  };
  return ({ actorId, actorName, action, subject, details }) => ({
    who: [SYSTEM.id, UNKNOWN.id].includes(actorId) ? t(`audit.who.${actorId}`) : actorName,
    did: orElse(`audit.action.${action}`, action),
    about: names.get(subject) ?? subjectName(subject),
    more: Object.entries(details)
      .filter(([, stored]) => stored !== '')
      .map(([key, stored]) => ({
        key: orElse(`audit.detail.${key}`, key),
        value: value(key, stored),
      })),
  });
}

/** A file has the same few words in fifty thousand rows. */
function once<V>(write: (key: string, stored: V) => string): typeof write {
  const written = new Map<string, string>();
  return (key, stored) => {
    const both = JSON.stringify([key, stored]);
    const words = written.get(both) ?? write(key, stored);
    written.set(both, words);
    return words;
  };
}

/** What a detail says, by its name: the same word may be a role, a desk, or how somebody is called. */
function valueWords(parts: Pick<ShellParts, 'content'>, req: Request) {
  const t = consoleTexts(parts, req);
  const content = parts.content();
  const { locale } = readDisplay(req);
  const say = content.texts.say(locale);
  const said = (key: string, stored: string) => (content.texts.has(key) ? say(key) : stored);
  const byName: Readonly<Record<string, (stored: string) => string>> = {
    outcome: (stored) => said(`desk.outcome.${stored}`, stored),
    kind: (stored) => said(`desk.media.${stored}`, stored),
    desk: (stored) => {
      const desk = deskOf(content, stored);
      return desk === undefined ? stored : capital(inLocale(desk.name, locale));
    },
    invitation: shortId,
    message: shortId,
  };
  return (key: string, stored: Value): string => {
    if (Array.isArray(stored))
      return stored.map((role) => roleName({ content, t }, role)).join(', ');
    const text = String(stored);
    if (ISO_TIME.test(text)) return exactly(new Date(text));
    return Object.hasOwn(byName, key) ? (byName[key]?.(text) ?? text) : text;
  };
}

const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

const UUID_LENGTH = 36;

/** Nobody reads a whole id; its end tells two apart. */
export function shortId(id: string): string {
  return `…${id.slice(-6)}`;
}
