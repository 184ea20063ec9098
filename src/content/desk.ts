/** The desks at which people answer: the operator's own, and one for each carrier. */
import { z } from 'zod';
import type { Carrier } from './carrier.ts';
import { type Localized, localized } from './localized.ts';
import { type OfficeHours, officeHoursFields } from './office-hours.ts';
import type { Operator } from './operator.ts';

/** The desk of whoever runs this installation. */
export const OWN_DESK = 'province';

const CARRIER = 'carrier:';

const positive = z.int().positive();

/** What staff promises itself, and when a ticket leaves a desk. What each means: data/desks.yaml. */
const limits = z.strictObject({
  /** Conversations that one person holds at a time. */
  maxChats: positive,
  /** Open minutes until the first reply: a target for staff and reports, never told to citizens. */
  firstReplyMinutes: positive,
  /** Open minutes of silence towards a waiting citizen, then the ticket is queued again. */
  unansweredMinutes: positive,
  /** Hours by the clock without a word of the citizen, then the ticket expires. */
  silentHours: positive,
  /** Days by the calendar in which nobody took the ticket, then it ends. */
  expireDays: positive,
  /** Open hours until a citizen who asked for it is called back. */
  callbackHours: positive,
});

export const desksSchema = z.strictObject({
  /** What holds for a desk that says nothing else. */
  everyDesk: limits,
  /** By the desk's id: only what differs. */
  desks: z
    .record(
      z.string(),
      z.strictObject({
        name: localized.optional(),
        ...limits.partial().shape,
        ...z.strictObject(officeHoursFields).partial().shape,
      }),
    )
    .default({}),
});
export type DeskSettings = z.infer<typeof desksSchema>;

export interface Desk extends Readonly<z.infer<typeof limits>> {
  /** `province` or `carrier:<id of the carrier>`. */
  readonly id: string;
  readonly name: Localized;
  readonly hours: OfficeHours;
}

/** What of the content desks are made of. */
export interface DeskContent {
  readonly operator: Operator;
  readonly carriers: ReadonlyMap<string, Carrier>;
  readonly desks: DeskSettings;
}

/** The id of a carrier's desk. */
export function carrierDesk(carrier: string): string {
  return CARRIER + carrier;
}

/** All desks that there can be: the own one first, then those of the carriers in their order. */
export function desksOfContent(content: DeskContent): Desk[] {
  return [OWN_DESK, ...[...content.carriers.keys()].map(carrierDesk)].flatMap(
    (id) => deskOf(content, id) ?? [],
  );
}

/** A desk by its id; undefined when that names neither the own desk nor a known carrier. */
export function deskOf(content: DeskContent, id: string): Desk | undefined {
  const name = nameOf(content, id);
  if (name === undefined) return undefined;
  const { everyDesk, desks } = content.desks;
  const { name: given, officeHours, holidays, extraDays, ...differing } = desks[id] ?? {};
  const { operator } = content;
  return {
    id,
    name: given ?? name,
    hours: {
      officeHours: officeHours ?? operator.officeHours,
      holidays: holidays ?? operator.holidays,
      // The operator's make-up days have the hours of the operator's week.
      extraDays: extraDays ?? (officeHours === undefined ? operator.extraDays : []),
    },
    ...limits.parse({ ...everyDesk, ...differing }),
  };
}

/** What a desk is called that has been given no name. */
function nameOf({ operator, carriers }: DeskContent, id: string): Localized | undefined {
  if (id === OWN_DESK) return operator.desk;
  if (!id.startsWith(CARRIER)) return undefined;
  const carrier = carriers.get(id.slice(CARRIER.length));
  return carrier && { vi: `Bàn ${carrier.name}`, en: `${carrier.name} desk` };
}
