/** Events of the audit log in words; what has no words stands as it is stored. */
import type { Request } from 'express';
import { readRole } from '../../accounts/permission.ts';
import { SYSTEM, UNKNOWN } from '../../store/accounts/audit.ts';
import { roleName } from './roles.ts';
import { consoleTexts, type ShellParts } from './shell.ts';

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
      const [kind = '', id = ''] = subject.split(':', 2);
      const key = `audit.subject.${kind}`;
      return known(key) ? t(key, { id: id.length === UUID_LENGTH ? id.slice(-6) : id }) : subject;
    },
    detail: (key: string): string => orElse(`audit.detail.${key}`, key),
    value: (value: string | number | boolean): string => {
      const role = readRole(String(value));
      return role === undefined ? String(value) : roleName({ content, t }, role);
    },
  };
}

/** Nobody reads all of it; its end tells two apart. */
const UUID_LENGTH = 36;
