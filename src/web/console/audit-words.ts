/** Events of the audit log in words; what has no words stands as it is stored. */
import type { Request } from 'express';
import { readRole } from '../../accounts/permission.ts';
import { NOBODY_KNOWN } from '../../accounts/sign-in.ts';
import { SYSTEM, UNKNOWN } from '../../store/accounts/audit.ts';
import { roleName } from './roles.ts';
import { consoleTexts, type ShellParts } from './shell.ts';
import { exactly } from './when.ts';

export function auditWords(parts: Pick<ShellParts, 'content'>, req: Request) {
  const t = consoleTexts(parts, req);
  const content = parts.content();
  const known = (key: string) => content.texts.has(`console.${key}`);
  const orElse = (key: string, stored: string) => (known(key) ? t(key) : stored);
  return {
    actor: (id: string, name: string): string =>
      id === SYSTEM.id || id === UNKNOWN.id ? t(`audit.who.${id}`) : name,
    action: (action: string): string => orElse(`audit.action.${action}`, action),
    /** `ticket:TL-7K3M` → "Phiếu TL-7K3M". */
    subject: (subject: string): string => {
      if (subject === NOBODY_KNOWN) return t('audit.subject.nobody');
      const [kind = '', id = ''] = subject.split(':', 2);
      const key = `audit.subject.${kind}`;
      return known(key) ? t(key, { id: id.length === UUID_LENGTH ? shortId(id) : id }) : subject;
    },
    detail: (key: string): string => orElse(`audit.detail.${key}`, key),
    value: (value: string | number | boolean): string => {
      const text = String(value);
      if (ISO_TIME.test(text)) return exactly(new Date(text));
      return readRole(text) === undefined ? text : roleName({ content, t }, text);
    },
  };
}

const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

const UUID_LENGTH = 36;

/** Nobody reads a whole id; its end tells two apart. */
export function shortId(id: string): string {
  return `…${id.slice(-6)}`;
}
