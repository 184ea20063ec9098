/**
 * Facts with their provenance, and the one question that everything here turns on: what may be
 * said of this fact on that day?
 *
 * "As of a day" means with what had been announced by then: on 1/9/2024 nobody knew of the
 * postponement signed on 13/9/2024.
 */
import { z } from 'zod';
import { addDays, type Day, firstDay, isDay, lastDay, PARTIAL_DAY } from './day.ts';
import type { SourceLine } from './message.ts';

/** A day as exact as its source gives it. */
export const partialDay = z
  .string()
  .regex(PARTIAL_DAY, 'expected YYYY, YYYY-MM or YYYY-MM-DD')
  .refine((text) => text.length < 10 || isDay(text), 'no day of the calendar');
/** A day of which the month and the year alone are not enough. */
export const wholeDay = z.iso.date();

/** `official`: text or page of a state body or of the carrier itself; `uncertain`: one weak source. */
export const CONFIDENCES = ['official', 'press', 'uncertain', 'conflicting'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/** Where a statement was read. `url` is null where the source has no address. */
export const sourceSchema = z.strictObject({
  title: z.string().min(1),
  url: z.url({ protocol: /^https?$/ }).nullable(),
});

/** The fields that every fact, offer and contact point carries. */
export const provenance = {
  source: sourceSchema,
  /** The day of the source; null where it shows none. */
  asOf: partialDay.nullable(),
  confidence: z.enum(CONFIDENCES),
  /** First day on which it was public; without it the first day of `asOf`, without that: always. */
  announcedOn: wholeDay.optional(),
  validFrom: partialDay.optional(),
  validTo: partialDay.optional(),
  /** Day after which something without an end date is taken as over (a campaign of 2024). */
  presumedEndOn: wholeDay.optional(),
  /** Day on which somebody should look at it again. */
  reviewOn: wholeDay.optional(),
  /** A person must confirm it before it is shown as certain. */
  needsVerification: z.boolean().optional(),
  /** False: never shown to citizens (a named person's number, a number that changed since). */
  publish: z.boolean().optional(),
  verifiedBy: z.string().min(1).optional(),
  verifiedOn: wholeDay.optional(),
  /** Why the fact is as it is: conflicts between sources, what was not read. For staff. */
  note: z.string().optional(),
};

export interface Provenance {
  readonly source: z.infer<typeof sourceSchema>;
  readonly asOf: string | null;
  readonly confidence: Confidence;
  readonly announcedOn?: string | undefined;
  readonly validFrom?: string | undefined;
  readonly validTo?: string | undefined;
  readonly presumedEndOn?: string | undefined;
  readonly reviewOn?: string | undefined;
  readonly needsVerification?: boolean | undefined;
  readonly publish?: boolean | undefined;
  readonly verifiedBy?: string | undefined;
  readonly verifiedOn?: string | undefined;
  readonly note?: string | undefined;
}

/** A value that knows where it comes from. */
export type Sourced<T> = Provenance & { readonly value: T };

/** A verification holds this long; afterwards the fact is due again. */
export const VERIFICATION_DAYS = 180;

/** Whether it had been announced by that day. */
export function isKnown(item: Provenance, on: Day): boolean {
  const since = item.announcedOn ?? (item.asOf === null ? undefined : firstDay(item.asOf));
  return since === undefined || since <= on;
}

/** Whether a named person had confirmed it, not too long before that day. */
export function isVerified(item: Provenance, on: Day): boolean {
  return (
    item.verifiedOn !== undefined &&
    item.verifiedBy !== undefined &&
    item.verifiedOn <= on &&
    on <= addDays(item.verifiedOn, VERIFICATION_DAYS)
  );
}

/** What may be said of something with a period (an offer, a rule) on a day. */
export type Standing =
  | 'in-force'
  | 'upcoming'
  | 'ended'
  | 'presumed-ended'
  /** No end date and nobody confirmed it: ask the carrier. */
  | 'unknown';

/**
 * The standing of an item on a day. Only an item with an end date, or one that a person confirmed,
 * is ever `in-force`: what has no end date is `unknown` until it is presumed to be over.
 */
export function standing(item: Provenance, on: Day): Standing {
  if (item.validTo !== undefined && lastDay(item.validTo) < on) return 'ended';
  if (item.validFrom !== undefined && firstDay(item.validFrom) > on) return 'upcoming';
  if (isVerified(item, on)) return 'in-force';
  if (item.presumedEndOn !== undefined && item.presumedEndOn < on) return 'presumed-ended';
  return item.validTo !== undefined ? 'in-force' : 'unknown';
}

/** Whether it may be stated as current on that day. */
export function inForce(item: Provenance, on: Day): boolean {
  return isKnown(item, on) && standing(item, on) === 'in-force';
}

/** How a contact point may be shown: plainly, with "not verified, seen at …", or not at all. */
export type Disclosure = 'plain' | 'unverified' | 'hidden';

/**
 * How a number or address may be shown on a day. Unverified ones are shown with where they were
 * seen if the source is official or press, and never if it is weak or not meant for citizens.
 */
export function disclosure(item: Provenance, on: Day): Disclosure {
  if (item.publish === false || !isKnown(item, on)) return 'hidden';
  if (isVerified(item, on)) return 'plain';
  if (item.confidence === 'uncertain' || item.confidence === 'conflicting') return 'hidden';
  return item.needsVerification === true ? 'unverified' : 'plain';
}

/** What it takes to cite an item. */
export type Citable = Pick<Provenance, 'source' | 'asOf'>;

/** The source line of an item. */
export function sourceLine(item: Citable): SourceLine {
  return { title: item.source.title, url: item.source.url, asOf: item.asOf };
}
