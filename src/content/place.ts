/** Communes and wards of the province, for recognising where somebody lives. */
import { z } from 'zod';
import { provenance } from '../sourced.ts';

export const placeSchema = z.strictObject({
  ...provenance,
  name: z.string().min(1),
  kind: z.enum(['commune', 'ward']),
});
export type Place = z.infer<typeof placeSchema>;
