/**
 * Facts: a date, a number, a sum or a phrase that answers use by name.
 *
 * Several rows may bear one name: they are its versions over time, and each but the first says
 * which row it supersedes. Asked as of a day, the newest version announced by then counts.
 */
import { z } from 'zod';
import { type Day, firstDay, writeDay } from '../day.ts';
import type { Locale } from '../message.ts';
import { isKnown, partialDay, provenance } from '../sourced.ts';
import { inLocale, localized } from './localized.ts';

/** What a switch-off date is about; without `carrier` it is the plan for all carriers. */
export const switchOff = z.strictObject({
  technology: z.enum(['2g', '3g', '4g']),
  /** `handsets`: phones that know only this technology lose service; `network`: it is turned off. */
  stage: z.enum(['handsets', 'network']),
  carrier: z.string().optional(),
  status: z.enum(['planned', 'confirmed', 'conflicting']),
});
export type SwitchOff = z.infer<typeof switchOff>;

const common = {
  ...provenance,
  /** Unique over all versions. */
  id: z.string().regex(/^[a-z0-9-]+$/),
  /** What answers call it, `{{stop-2g-only}}`; shared by all versions. */
  name: z.string().regex(/^[a-z0-9-]+$/),
  /** Id of the row that this one replaces from its `announcedOn` on. */
  supersedes: z.string().optional(),
  /** Marks the row as a switch-off date: see data/switch-off.yaml. */
  switchOff: switchOff.optional(),
};

export const factSchema = z.discriminatedUnion('type', [
  z.strictObject({ ...common, type: z.literal('day'), value: partialDay }),
  /** `unit` follows the number: "thuê bao", "ngày". */
  z.strictObject({
    ...common,
    type: z.literal('count'),
    value: z.number(),
    unit: localized.optional(),
  }),
  /** In đồng. */
  z.strictObject({ ...common, type: z.literal('money'), value: z.int().positive() }),
  z.strictObject({ ...common, type: z.literal('text'), value: localized }),
]);
export type Fact = z.infer<typeof factSchema>;

/** All versions by name, oldest first. */
export type Facts = ReadonlyMap<string, readonly Fact[]>;

/** The version of a fact that was known on a day; undefined when none was. */
export function factOn(facts: Facts, name: string, on: Day): Fact | undefined {
  return facts.get(name)?.findLast((fact) => isKnown(fact, on));
}

/** The switch-off date that was known on a day: the carrier's own, else the plan for all. */
export function switchOffOn(
  facts: Facts,
  technology: SwitchOff['technology'],
  stage: SwitchOff['stage'],
  on: Day,
  carrier?: string,
): Fact | undefined {
  const known = [...facts.values()]
    .map((versions) => versions.findLast((fact) => isKnown(fact, on)))
    .filter((fact) => fact?.switchOff?.technology === technology && fact.switchOff.stage === stage);
  return (
    known.find((fact) => carrier !== undefined && fact?.switchOff?.carrier === carrier) ??
    known.find((fact) => fact?.switchOff?.carrier === undefined)
  );
}

/** The first day of a fact of type `day`; undefined for other types. */
export function dayOf(fact: Fact | undefined): Day | undefined {
  return fact?.type === 'day' ? firstDay(fact.value) : undefined;
}

/** The fact's value as a citizen reads it: `15/9/2026`, `290.000 đồng`, `18.200.000 thuê bao`. */
export function writeFact(fact: Fact, locale: Locale): string {
  switch (fact.type) {
    case 'day':
      return writeDay(fact.value);
    case 'count': {
      const unit = fact.unit === undefined ? '' : ` ${inLocale(fact.unit, locale)}`;
      return `${writeNumber(fact.value, locale)}${unit}`;
    }
    case 'money':
      return writeMoney(fact.value, locale);
    case 'text':
      return inLocale(fact.value, locale);
  }
}

/** A sum in đồng: `290.000 đồng`, in English `290,000 dong`. */
export function writeMoney(amount: number, locale: Locale): string {
  return `${writeNumber(amount, locale)} ${locale === 'vi' ? 'đồng' : 'dong'}`;
}

function writeNumber(value: number, locale: Locale): string {
  return value.toLocaleString(locale === 'vi' ? 'vi-VN' : 'en-GB');
}
