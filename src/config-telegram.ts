/** The settings of Telegram; `config.ts` reads them with all others. */
import { z } from 'zod';
import { UserError } from './errors.ts';

export const TELEGRAM_SETTINGS = {
  TELEGRAM_TOKEN: z
    .string()
    .regex(/^\d+:[\w-]{20,}$/, 'expected the token as @BotFather gives it: 123456:ABC…')
    .optional(),
  TELEGRAM_MODE: z.enum(['polling', 'webhook']).default('polling'),
  /** Telegram takes 1 to 256 of these characters; fewer than 16 could be guessed. */
  TELEGRAM_WEBHOOK_SECRET: z
    .string()
    .regex(/^[\w-]{16,256}$/, 'expected 16 to 256 of the characters A-Z, a-z, 0-9, _ and -')
    .optional(),
  TELEGRAM_API_ROOT: z
    .string()
    .regex(/^https?:\/\/[^/\s]+/, 'expected an address such as https://…')
    .transform((text) => text.replace(/\/+$/, ''))
    .default('https://api.telegram.org'),
} as const;

/** What `telegramChannel` wants to know. */
export interface TelegramConfig {
  readonly token: string;
  /** Without a slash at the end. */
  readonly apiRoot: string;
  /** Undefined: long polling. */
  readonly webhook: { readonly secret: string; readonly publicUrl: string } | undefined;
}

type Given = z.infer<z.ZodObject<typeof TELEGRAM_SETTINGS>> & {
  readonly PUBLIC_URL?: string | undefined;
};

/**
 * Telegram's settings; undefined when it is not used.
 *
 * @throws UserError when the webhook lacks its secret or the address of this server
 */
export function readTelegram(s: Given): TelegramConfig | undefined {
  const { TELEGRAM_TOKEN: token, TELEGRAM_API_ROOT: apiRoot } = s;
  if (token === undefined) return undefined;
  const webhook = s.TELEGRAM_MODE === 'polling' ? undefined : webhookOf(s);
  return Object.freeze({ token, apiRoot, webhook });
}

function webhookOf(s: Given): TelegramConfig['webhook'] {
  const { TELEGRAM_WEBHOOK_SECRET: secret, PUBLIC_URL: publicUrl } = s;
  if (secret !== undefined && publicUrl !== undefined) return Object.freeze({ secret, publicUrl });
  throw new UserError('TELEGRAM_MODE=webhook needs TELEGRAM_WEBHOOK_SECRET and PUBLIC_URL.');
}
