/** An intent: what citizens may want, how they say it, and what is answered. One file each. */
import { z } from 'zod';
import { localized } from './localized.ts';

/** A day relative to a fact: the answer's clock, so that 3G in 2028 needs no code. */
const condition = z
  .strictObject({
    /** Name of a fact of type `day`: from that day on. */
    from: z.string().optional(),
    /** Name of a fact of type `day`: up to the day before. */
    before: z.string().optional(),
    /** Name of a fact: only once it has been announced. */
    known: z.string().optional(),
    /** Name of a fact: only while it has not been announced. */
    unknown: z.string().optional(),
    /** Only when this carrier is in talk. */
    carrier: z.string().optional(),
  })
  .refine((value) => Object.keys(value).length > 0, 'a condition must say something');

export const answerSchema = z.strictObject({
  /** The first answer whose condition holds is given; without `when` it always holds. */
  when: condition.optional(),
  /** `{{fact-name}}` puts a fact in words; the source line is added by the renderer. */
  text: localized,
  /** One SMS: written with marks, sent without; at most 300 characters with its source. */
  short: localized,
  /** Facts that the text rests on beside those it names. The first one's source leads. */
  facts: z.array(z.string()).default([]),
  /** Ids of intents offered as buttons, at most three; the person is added by the renderer. */
  choices: z.array(z.string()).max(3).default([]),
  /** General how-to without numbers or dates: marked "hướng dẫn chung" instead of a source. */
  guide: z.boolean().default(false),
});
export type Answer = z.infer<typeof answerSchema>;

export const SKILLS = [
  'check-handset',
  'find-offers',
  'find-contact',
  'talk-to-human',
  'delete-my-data',
  'stop-messages',
  'change-language',
  'show-menu',
  'find-prefix',
] as const;

export type SkillName = (typeof SKILLS)[number];

export const intentSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  /** What the intent is about, for staff and for "A hay B?": a noun phrase. */
  title: localized,
  /** The label of its button: a verb phrase of at most 20 characters. */
  button: localized,
  /** Ability with turns of its own; without it one of `answers` is given. */
  skill: z.enum(SKILLS).optional(),
  /** Urgent: answered at once, never asked back. */
  urgent: z.boolean().default(false),
  /** Small talk: no source, no buttons, no question whether it helped. */
  smallTalk: z.boolean().default(false),
  /** How people say it. Vietnamese with all marks; the machine makes the other spellings. */
  examples: z.strictObject({ vi: z.array(z.string()), en: z.array(z.string()).default([]) }),
  answers: z.array(answerSchema).default([]),
});
export type Intent = z.infer<typeof intentSchema>;
