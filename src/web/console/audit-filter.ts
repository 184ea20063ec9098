/** Which events of the audit log are asked for. */
import type { Request } from 'express';
import { addDays, isDay, vietnamInstant } from '../../day.ts';
import type { AuditFilter } from '../../store/accounts/audit.ts';
import { queryText } from '../http.ts';

/** Kinds of actions: the first part of their names. */
export const ACTION_GROUPS = ['sign-in', 'account', 'people', 'ticket', 'desk', 'content'] as const;

/** The filter as the form shows it again. */
export interface AuditForm {
  readonly who: string;
  readonly action: string;
  readonly subject: string;
  /** First and last day in Vietnam. */
  readonly from: string;
  readonly to: string;
}

export function readForm(req: Request): AuditForm {
  const day = (name: string) => {
    const text = queryText(req, name) ?? '';
    return isDay(text) ? text : '';
  };
  return {
    who: queryText(req, 'who') ?? '',
    action: queryText(req, 'action') ?? '',
    subject: (queryText(req, 'subject') ?? '').trim(),
    from: day('from'),
    to: day('to'),
  };
}

/** What the form means to the store. */
export function filterOf({ who, action, subject, from, to }: AuditForm): AuditFilter {
  return {
    actorId: who || undefined,
    action: action || undefined,
    subject: subject || undefined,
    since: from === '' ? undefined : vietnamInstant(from).toISOString(),
    until: to === '' ? undefined : vietnamInstant(addDays(to, 1)).toISOString(),
  };
}

/** The form as a query, with more of it. */
export function queryOf(form: AuditForm, more: Readonly<Record<string, string>> = {}): string {
  const given = Object.entries({ ...form, ...more }).filter(([, value]) => value !== '');
  return `?${new URLSearchParams(given)}`;
}

/** Where the next page begins: below this number. */
export function pageIn(req: Request): number | undefined {
  const before = Number(queryText(req, 'before'));
  return Number.isSafeInteger(before) && before > 0 && before < 2 ** 31 ? before : undefined;
}
