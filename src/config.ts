/** The settings: each has its name, its default and its meaning here, and in `.env.example`. */
import { z } from 'zod';
import { readSms, SMS_SETTINGS, type SmsConfig } from './config-sms.ts';
import { readTelegram, TELEGRAM_SETTINGS, type TelegramConfig } from './config-telegram.ts';
import {
  readZaloBot,
  readZaloOa,
  ZALO_SETTINGS,
  type ZaloBotConfig,
  type ZaloOaConfig,
} from './config-zalo.ts';
import { UserError } from './errors.ts';

export interface Config {
  /** TCP port of the web server; 0 takes any that is free. */
  readonly port: number;
  /** Address to listen on; the default is reachable from this machine only. */
  readonly host: string;
  /** Folder of the SQLite file. */
  readonly dataDir: string;
  /** PostgreSQL instead of SQLite. */
  readonly databaseUrl: string | undefined;
  /**
   * Express's "trust proxy": `false`, how many proxies stand in front, or their addresses. Who is
   * not trusted cannot make up the citizen's address.
   */
  readonly trustProxy: false | number | readonly string[];
  /** Sites that may show the chat in a frame, as origins. */
  readonly embedOrigins: readonly string[];
  readonly retention: Retention;
  readonly logLevel: LogLevel;
  /** Where citizens reach this installation, without a slash at the end. */
  readonly publicUrl: string | undefined;
  /** Signs the sessions of staff; undefined: one is made and kept in the data folder. */
  readonly authSecret: string | undefined;
  /** Undefined: this installation is not on Telegram. */
  readonly telegram: TelegramConfig | undefined;
  /** Undefined: this installation has no Zalo Official Account. */
  readonly zaloOa: ZaloOaConfig | undefined;
  /** Undefined: this installation has no bot on the Zalo Bot Platform. */
  readonly zaloBot: ZaloBotConfig | undefined;
  /** Undefined: this installation has no number for SMS. */
  readonly sms: SmsConfig | undefined;
}

/** How long data is kept before the purge deletes it, in days. */
export interface Retention {
  readonly messagesDays: number;
  readonly ticketsDays: number;
}

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** An environment, such as `process.env`; empty means not set. */
export type Environment = Readonly<Record<string, string | undefined>>;

const days = z
  .string()
  .regex(/^[1-9]\d{0,4}$/, 'expected a number of days from 1 to 99999')
  .transform(Number);

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'expected a port from 0 to 65535')
  .transform(Number)
  .refine((number) => number <= 65_535, 'expected a port from 0 to 65535');

const trustProxy = z
  .string()
  .regex(
    /^(false|\d{1,2}|[\da-fA-F.:/]+(\s*,\s*[\da-fA-F.:/]+)*|loopback)$/,
    'expected "false", a number of proxies, "loopback" or addresses with commas',
  )
  .transform((text) => {
    if (text === 'false' || text === '0') return false as const;
    return /^\d+$/.test(text) ? Number(text) : text.split(/\s*,\s*/);
  });

const databaseUrl = z.string().refine((text) => {
  const protocol = URL.parse(text)?.protocol;
  return protocol === 'postgres:' || protocol === 'postgresql:';
}, 'expected postgres://user:password@host:port/database');

const embedOrigins = z.string().transform((text, context) => {
  const origins = text.split(/[\s,]+/).filter((part) => part !== '');
  const wrong = origins.find((origin) => !isOrigin(origin, ['https:']));
  if (wrong !== undefined) {
    context.addIssue(`"${wrong}" is no origin such as https://example.gov.vn`);
  }
  return origins;
});

const publicUrl = z
  .string()
  .refine(
    (text) => isOrigin(text.replace(/\/$/, ''), ['https:', 'http:']),
    'expected an origin such as https://example.gov.vn',
  )
  .transform((text) => text.replace(/\/$/, ''));

const authSecret = z.string().min(32, 'expected at least 32 characters').max(512);

/** Every setting by its name in the environment. */
const SETTINGS = z.object({
  PORT: port.default(3000),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string().default('var'),
  DATABASE_URL: databaseUrl.optional(),
  TRUST_PROXY: trustProxy.default(false),
  EMBED_ORIGINS: embedOrigins.default([]),
  RETENTION_MESSAGES_DAYS: days.default(90),
  RETENTION_TICKETS_DAYS: days.default(365),
  LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
  PUBLIC_URL: publicUrl.optional(),
  AUTH_SECRET: authSecret.optional(),
  ...TELEGRAM_SETTINGS,
  ...ZALO_SETTINGS,
  ...SMS_SETTINGS,
});

/** Names of all settings, for whoever documents them. */
export const SETTING_NAMES = Object.keys(SETTINGS.shape);

/**
 * Reads the settings.
 *
 * @throws UserError that names the setting and what it should look like, never its value: it may
 * be a password.
 */
export function readConfig(environment: Environment): Config {
  const given = SETTING_NAMES.map((name) => [name, environment[name]?.trim() || undefined]);
  const parsed = SETTINGS.safeParse(Object.fromEntries(given));
  if (!parsed.success) throw new UserError(complaint(parsed.error.issues));
  const s = parsed.data;
  return Object.freeze({
    port: s.PORT,
    host: s.HOST,
    dataDir: s.DATA_DIR,
    databaseUrl: s.DATABASE_URL,
    trustProxy: s.TRUST_PROXY,
    embedOrigins: Object.freeze(s.EMBED_ORIGINS),
    retention: Object.freeze({
      messagesDays: s.RETENTION_MESSAGES_DAYS,
      ticketsDays: s.RETENTION_TICKETS_DAYS,
    }),
    logLevel: s.LOG_LEVEL,
    publicUrl: s.PUBLIC_URL,
    authSecret: s.AUTH_SECRET,
    telegram: readTelegram(s),
    zaloOa: readZaloOa(s),
    zaloBot: readZaloBot(s),
    sms: readSms(s),
  });
}

function complaint(issues: readonly z.core.$ZodIssue[]): string {
  const wrong = issues.map((issue) => `${issue.path.join('.')} (${issue.message})`);
  return `Setting${wrong.length === 1 ? '' : 's'} not understood: ${wrong.join('; ')}.`;
}

function isOrigin(text: string, protocols: readonly string[]): boolean {
  const url = URL.parse(text);
  return url !== null && url.origin === text && protocols.includes(url.protocol);
}
