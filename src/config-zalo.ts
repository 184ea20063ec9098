/** The settings of the two Zalo channels; `config.ts` reads them with all others. */
import { z } from 'zod';
import { complete, count, hosts, origin } from './config-parts.ts';

const digits = z.string().regex(/^\d{5,25}$/, 'expected the digits of an id');

const yesOrNo = z.enum(['true', 'false']).transform((text) => text === 'true');

/** The conflicts of the sources are settings: what stands here is what most of them say. */
export const ZALO_SETTINGS = {
  ZALO_OA_APP_ID: digits.optional(),
  ZALO_OA_APP_SECRET: z.string().optional(),
  ZALO_OA_SECRET_KEY: z.string().optional(),
  ZALO_OA_ID: digits.optional(),
  ZALO_OA_VERIFIER: z
    .string()
    .regex(/^[\w-]{1,128}$/, 'expected the code of zalo_verifier‹code›.html')
    .optional(),
  ZALO_OA_SIGNED_ID: z.enum(['app', 'oa']).default('app'),
  ZALO_OA_SIGNED_TIME: z.enum(['body', 'header']).default('body'),
  ZALO_OA_EVENT_HOURS: count(1, 48).default(2),
  ZALO_OA_FREE_REPLIES: z.union([z.literal('unlimited'), count(0, 1000)]).default(8),
  ZALO_OA_PAID_REPLIES: yesOrNo.default(false),
  ZALO_OA_CALLS_PER_MINUTE: count(1, 100_000).default(4000),
  ZALO_OA_BUTTONS: z.enum(['show', 'hide']).default('show'),
  ZALO_OA_APPSECRET_PROOF: yesOrNo.default(false),
  ZALO_OA_STAFF_HOURS: count(1, 720).default(24),
  ZALO_OA_API_ROOT: origin.default('https://openapi.zalo.me'),
  ZALO_OA_OAUTH_ROOT: origin.default('https://oauth.zaloapp.com'),
  ZALO_BOT_TOKEN: z
    .string()
    .regex(/^\d+:[\w-]+$/, 'expected a token such as 12345689:abc-xyz')
    .optional(),
  ZALO_BOT_MODE: z.enum(['polling', 'webhook']).default('polling'),
  ZALO_BOT_SECRET: z.string().min(8).max(256).optional(),
  ZALO_BOT_MONTHLY_QUOTA: count(1, 100_000_000).default(3000),
  ZALO_BOT_API_ROOT: origin.default('https://bot-api.zaloplatforms.com'),
  /** A photo of an OA's user was seen at f6.photo.talk.zdn.vn. */
  ZALO_FILE_HOSTS: hosts.default(['zdn.vn']),
} as const;

type Given = z.infer<z.ZodObject<typeof ZALO_SETTINGS>>;

/** What `zaloOaChannel` wants to know, and after how many hours of quiet staff gives back. */
export type ZaloOaConfig = ReturnType<typeof whole>;

/**
 * The OA's settings; undefined when it is not used.
 *
 * @throws UserError when some are there and others are missing
 */
export function readZaloOa(s: Given): ZaloOaConfig | undefined {
  const { ZALO_OA_APP_ID, ZALO_OA_APP_SECRET, ZALO_OA_SECRET_KEY, ZALO_OA_ID } = s;
  const needed = { ZALO_OA_APP_ID, ZALO_OA_APP_SECRET, ZALO_OA_SECRET_KEY, ZALO_OA_ID };
  if (Object.values(needed).every((value) => value === undefined)) return undefined;
  return whole(s, complete('Zalo OA', needed));
}

function whole(s: Given, needed: Readonly<Record<NeededForOa, string>>) {
  return Object.freeze({
    appId: needed.ZALO_OA_APP_ID,
    appSecret: needed.ZALO_OA_APP_SECRET,
    secretKey: needed.ZALO_OA_SECRET_KEY,
    oaId: needed.ZALO_OA_ID,
    verifier: s.ZALO_OA_VERIFIER,
    signedId: s.ZALO_OA_SIGNED_ID,
    signedTime: s.ZALO_OA_SIGNED_TIME,
    oldestEventHours: s.ZALO_OA_EVENT_HOURS,
    freeReplies: s.ZALO_OA_FREE_REPLIES,
    paidReplies: s.ZALO_OA_PAID_REPLIES,
    callsPerMinute: s.ZALO_OA_CALLS_PER_MINUTE,
    buttons: s.ZALO_OA_BUTTONS,
    appSecretProof: s.ZALO_OA_APPSECRET_PROOF,
    staffHours: s.ZALO_OA_STAFF_HOURS,
    fileHosts: s.ZALO_FILE_HOSTS,
    apiRoot: s.ZALO_OA_API_ROOT,
    oauthRoot: s.ZALO_OA_OAUTH_ROOT,
  });
}

type NeededForOa = 'ZALO_OA_APP_ID' | 'ZALO_OA_APP_SECRET' | 'ZALO_OA_SECRET_KEY' | 'ZALO_OA_ID';

/** What `zaloBotChannel` wants to know. */
export interface ZaloBotConfig {
  readonly token: string;
  readonly apiRoot: string;
  readonly monthlyQuota: number;
  /** Domains or origins where files of citizens lie. */
  readonly fileHosts: readonly string[];
  /** Undefined: long polling. */
  readonly webhook: { readonly secret: string; readonly publicUrl: string } | undefined;
}

/**
 * The bot's settings; undefined when there is none.
 *
 * @throws UserError when the webhook lacks its secret or the address of this server
 */
export function readZaloBot(
  s: Given & { readonly PUBLIC_URL?: string | undefined },
): ZaloBotConfig | undefined {
  const { ZALO_BOT_TOKEN: token, ZALO_BOT_SECRET, PUBLIC_URL } = s;
  if (token === undefined) return undefined;
  const needed = { ZALO_BOT_SECRET, PUBLIC_URL };
  return Object.freeze({
    token,
    apiRoot: s.ZALO_BOT_API_ROOT,
    monthlyQuota: s.ZALO_BOT_MONTHLY_QUOTA,
    fileHosts: s.ZALO_FILE_HOSTS,
    webhook: s.ZALO_BOT_MODE === 'polling' ? undefined : webhook(needed),
  });
}

function webhook(needed: Readonly<Record<'ZALO_BOT_SECRET' | 'PUBLIC_URL', string | undefined>>) {
  const { ZALO_BOT_SECRET: secret, PUBLIC_URL: publicUrl } = complete(
    'ZALO_BOT_MODE=webhook',
    needed,
  );
  return { secret, publicUrl };
}
