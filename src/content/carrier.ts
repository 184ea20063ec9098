/** Carriers, their offers and contact points, and the state's contact points. */
import { z } from 'zod';
import { provenance } from '../sourced.ts';
import { localized } from './localized.ts';

const id = z.string().regex(/^[a-z0-9-]+$/);

const PHONE_KINDS: readonly string[] = ['phone-free', 'phone', 'phone-short'];

/** One way to reach somebody: a number to dial, an app to open, a shop to visit. */
export const contactPoint = z
  .strictObject({
    ...provenance,
    kind: z.enum(['phone-free', 'phone', 'phone-short', 'sms-free', 'app', 'shop', 'web', 'email']),
    /** What one dials, opens or visits. A phone number is digits only; texts may be localized. */
    value: z.union([z.string().min(1), localized]),
    /** What it is for: "tổng đài", "phản ánh chất lượng". */
    label: localized.optional(),
    /** What it costs or who may use it, as the source says. */
    remark: localized.optional(),
  })
  .refine(
    ({ kind, value }) =>
      !PHONE_KINDS.includes(kind) || (typeof value === 'string' && /^\d{2,11}$/.test(value)),
    { path: ['value'], message: 'a phone number is digits only' },
  );
export type ContactPoint = z.infer<typeof contactPoint>;

/** Help with a device, a tariff or a SIM; what may be said of it on a day is its `standing`. */
export const offer = z.strictObject({
  ...provenance,
  id,
  kind: z.enum(['handset', 'tariff', 'sim', 'other']),
  title: localized,
  details: localized,
  eligibility: localized.optional(),
});
export type Offer = z.infer<typeof offer>;

/** A statement about one carrier that citizens should see beside the national rule. */
export const notice = z.strictObject({
  ...provenance,
  id,
  topic: z.enum(['network', 'number', 'subscribers']),
  text: localized,
});

/** One mobile operator with all that is known of it: one file in data/carriers/. */
export const carrierSchema = z.strictObject({
  id,
  name: z.string().min(1),
  /** Longer name with the company behind it. */
  fullName: z.string().min(1),
  type: z.enum(['mno', 'mvno']),
  /** Place among the buttons; those without stand last. */
  order: z.int().positive().optional(),
  /** For matching what people type: editorial, not sourced. */
  aliases: z.array(z.string().min(1)),
  /** Prefixes first allotted to it. Never proof of today's carrier: numbers are portable. */
  prefixes: z
    .array(z.strictObject({ ...provenance, value: z.string().regex(/^0\d{2}$/) }))
    .default([]),
  contacts: z.array(contactPoint).default([]),
  offers: z.array(offer).default([]),
  notices: z.array(notice).default([]),
  /** Caller ids of genuine calls: to recognise, never to dial. */
  outboundCallers: z.array(z.strictObject({ ...provenance, value: localized })).default([]),
});
export type Carrier = z.infer<typeof carrierSchema>;
export type Notice = z.infer<typeof notice>;

/** A desk of the state, or none that we know of: then `missing` says so. */
export const stateContactSchema = z.strictObject({
  id,
  name: localized,
  /** What people call it, unaccented or not: editorial, for matching. */
  aliases: z.array(z.string().min(1)).default([]),
  /** What one turns to it for; decides under which answers it appears. */
  purpose: z.array(z.enum(['complaint', 'spam', 'scam', 'consumer', 'emergency', 'authority'])),
  contacts: z.array(contactPoint).default([]),
  missing: localized.optional(),
});
export type StateContact = z.infer<typeof stateContactSchema>;
