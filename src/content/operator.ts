/** Who runs this installation, and when people sit at its own desk. */
import { z } from 'zod';
import { contactPoint } from './carrier.ts';
import { localized } from './localized.ts';
import { officeHoursFields } from './office-hours.ts';

export const operatorSchema = z.strictObject({
  name: localized,
  /** True until somebody has filled in the file: then citizens read that this is a sample. */
  isSample: z.boolean(),
  province: localized,
  /** What the people at the desk are called: "người thật ở bàn hỗ trợ". */
  desk: localized,
  /** How the operator itself can be reached; empty while nothing is confirmed. */
  contacts: z.array(contactPoint).default([]),
  /** Whom to ask about one's own data; null while nobody is named. */
  privacyContact: contactPoint.nullable(),
  ...officeHoursFields,
  holidays: officeHoursFields.holidays.default([]),
  extraDays: officeHoursFields.extraDays.default([]),
});
export type Operator = z.infer<typeof operatorSchema>;
