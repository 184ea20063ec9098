/** The route that Telegram posts updates to. */
import express, { type RequestHandler, Router } from 'express';
import type { Report } from '../channel.ts';
import { parsed } from '../provider-call.ts';
import { type Alarm, alarm, sameSecret } from '../secret.ts';
import type { Tally } from '../tally.ts';
import { webhookFailure } from '../webhook-failure.ts';

export const WEBHOOK_PATH = '/webhooks/telegram';

/** Updates are a few kilobytes; a text has at most 4,096 characters. */
const LONGEST_BODY = '256kb';

export interface WebhookParts {
  readonly secret: string;
  /** Resolves once what the update brought is stored. */
  readonly take: (update: unknown) => Promise<void>;
  readonly report: Report;
  readonly tally: Tally;
  readonly now: () => Date;
}

/**
 * Answers 200 once an update is stored, 401 to whoever does not know the secret, and 503 when it
 * could not be stored: Telegram then sends it again.
 */
export function webhook({ secret, take, report, tally, now }: WebhookParts): Router {
  const refused = alarm(report, 'a call of the Telegram webhook was refused', now);
  const router = Router();
  router.post(
    WEBHOOK_PATH,
    onlyTelegram(secret, refused),
    express.text({ type: () => true, limit: LONGEST_BODY }),
    async (req, res) => {
      const update = parsed(String(req.body));
      if (update === undefined) {
        tally('no JSON');
        res.status(400).end();
        return;
      }
      await take(update);
      res.status(200).end();
    },
  );
  router.use(WEBHOOK_PATH, webhookFailure(report, 'an update of Telegram could not be stored'));
  return router;
}

function onlyTelegram(secret: string, refused: Alarm): RequestHandler {
  return (req, res, next) => {
    const given = req.get('x-telegram-bot-api-secret-token');
    if (given !== undefined && sameSecret(given, secret)) return next();
    refused(
      given === undefined
        ? 'no secret: somebody other than Telegram calls, or the webhook was set without one'
        : 'wrong secret: TELEGRAM_WEBHOOK_SECRET was changed and the webhook not set again, or two installations share the bot',
    );
    res.status(401).end();
  };
}
