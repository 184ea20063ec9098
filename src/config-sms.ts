/** The settings of SMS; `config.ts` reads them with all others. */
import { z } from 'zod';
import { complete, count, origin } from './config-parts.ts';

export const SMS_SETTINGS = {
  SMS_SEND_URL: z
    .string()
    .refine((text) => /^https?:$/.test(URL.parse(text)?.protocol ?? ''), 'expected an address')
    .optional(),
  SMS_USERNAME: z.string().optional(),
  SMS_PASSWORD: z.string().optional(),
  SMS_FROM: z.string().max(20).optional(),
  /** Stands in an address in kannel.conf, where Kannel decodes nothing. */
  SMS_SECRET: z
    .string()
    .regex(/^[\w-]{16,128}$/, 'expected 16 to 128 of the characters A-Z, a-z, 0-9, _ and -')
    .optional(),
  SMS_SMSC: z.string().optional(),
  SMS_CALLBACK_URL: origin.optional(),
  SMS_LIMIT_PER_HOUR: count(1, 1_000_000).default(20),
  SMS_LIMIT_PER_DAY: count(1, 1_000_000).default(60),
} as const;

/** What `smsChannel` wants to know. */
export interface SmsConfig {
  readonly sendUrl: string;
  readonly username: string;
  readonly password: string;
  readonly from: string;
  readonly secret: string;
  readonly smsc: string | undefined;
  readonly callbackUrl: string;
  readonly limitPerHour: number;
  readonly limitPerDay: number;
}

type Given = z.infer<z.ZodObject<typeof SMS_SETTINGS>> & {
  readonly HOST: string;
  readonly PORT: number;
};

/**
 * The settings of SMS; undefined when it is not used.
 *
 * @throws UserError when some are there and others are missing
 */
export function readSms(s: Given): SmsConfig | undefined {
  const { SMS_SEND_URL, SMS_USERNAME, SMS_PASSWORD, SMS_FROM, SMS_SECRET } = s;
  const needed = { SMS_SEND_URL, SMS_USERNAME, SMS_PASSWORD, SMS_FROM, SMS_SECRET };
  if (Object.values(needed).every((value) => value === undefined)) return undefined;
  const given = complete('SMS', needed);
  return Object.freeze({
    sendUrl: given.SMS_SEND_URL,
    username: given.SMS_USERNAME,
    password: given.SMS_PASSWORD,
    from: given.SMS_FROM,
    secret: given.SMS_SECRET,
    smsc: s.SMS_SMSC,
    callbackUrl: s.SMS_CALLBACK_URL ?? ownAddress(s),
    limitPerHour: s.SMS_LIMIT_PER_HOUR,
    limitPerDay: s.SMS_LIMIT_PER_DAY,
  });
}

/** This server for a Kannel on the same machine; a port that nobody knows yet is no address. */
function ownAddress({ HOST, PORT, SMS_CALLBACK_URL }: Given): string {
  if (PORT === 0) return complete('SMS with PORT=0', { SMS_CALLBACK_URL }).SMS_CALLBACK_URL;
  const everywhere = HOST === '0.0.0.0' || HOST === '::';
  const host = HOST.includes(':') && !everywhere ? `[${HOST}]` : HOST;
  return `http://${everywhere ? '127.0.0.1' : host}:${PORT}`;
}
