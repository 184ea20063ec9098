/** The route that Telegram posts updates to. */
import { type RequestHandler, Router } from 'express';
import { type Alarm, alarm, sameSecret } from '../secret.ts';
import { storeUpdate, type UpdateWebhookParts, updateBody } from '../update-webhook.ts';
import { webhookFailure } from '../webhook-failure.ts';

export const WEBHOOK_PATH = '/webhooks/telegram';

/**
 * Answers 200 once an update is stored, 401 to whoever does not know the secret, and 503 when it
 * could not be stored: Telegram then sends it again.
 */
export function webhook({ secret, take, report, tally, now }: UpdateWebhookParts): Router {
  const refused = alarm(report, 'a call of the Telegram webhook was refused', now);
  const router = Router();
  router.post(
    WEBHOOK_PATH,
    onlyTelegram(secret, refused),
    updateBody(),
    storeUpdate({ take, tally }),
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
