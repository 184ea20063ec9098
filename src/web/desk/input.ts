/** What the desk's forms and its script send, parsed once at the edge. */
import { z } from 'zod';
import { LONGEST_ANSWER } from '../../bot/handoff/agent.ts';
import { TICKET_OUTCOMES } from '../../store/schema.ts';

/** Twice the longest: enough to shorten it. */
const text = z.string().max(2 * LONGEST_ANSWER);
/** Why somebody does something to the ticket of another: kept for good. */
const reason = z.string().trim().min(1).max(300);

/** Why somebody looks at personal data: words, so that whoever reads the audit log can judge them. */
const why = z.string().trim().min(5).max(300).regex(/\p{L}/u);

/** Several boxes of one name come as a list, one as a text, none not at all. */
const several = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => (value === undefined ? [] : [value].flat()))
  .pipe(z.array(z.string().max(120)).max(10));

export const answerSchema = z.object({ id: z.uuid(), text, cite: several });
/** An answer that is not sent yet: something is put into it, or looked for. */
export const composeSchema = z.object({
  text,
  cite: several,
  insert: z.string().max(120).optional(),
  facts: z.string().max(200).default(''),
});
export const noteSchema = z.object({ text });
export const reasonSchema = z.object({ reason });
export const whySchema = z.object({ reason: why });
/** A reason that was not good enough, as it was typed. */
export const typedSchema = z.object({ reason: z.string().max(300) });
export const transferSchema = z.object({ to: z.string().min(1).max(100), reason });
export const handOnSchema = z.object({ desk: z.string().min(1).max(60), reason });
export const closeSchema = z.object({ outcome: z.enum(TICKET_OUTCOMES), note: text.optional() });
export const presenceSchema = z.object({ available: z.enum(['yes', 'no']) });
