/** Ready-made replies of the people at the desks. */
import { z } from 'zod';
import { localized } from './localized.ts';

export const cannedSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  /** What staff looks for it by. */
  title: localized,
  /** With names in it, `{{stop-2g-only}}`. */
  text: localized,
});
export type CannedReply = z.infer<typeof cannedSchema>;
