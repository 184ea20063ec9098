/** The route that the Zalo Bot Platform posts updates to. */
import { type RequestHandler, Router } from 'express';
import { alarm, sameSecret } from '../secret.ts';
import { storeUpdate, type UpdateWebhookParts, updateBody } from '../update-webhook.ts';
import { webhookFailure } from '../webhook-failure.ts';

export const WEBHOOK_PATH = '/webhooks/zalo-bot';

/**
 * Answers 200 once an update is stored, 401 to whoever does not know the secret, and 503 when it
 * could not be stored. The platform was seen to probe with an empty body: that is welcome.
 */
export function webhook({ secret, take, report, tally, now }: UpdateWebhookParts): Router {
  const refused = alarm(report, 'a call of the Zalo Bot webhook was refused', now);
  const onlyZalo: RequestHandler = (req, res, next) => {
    const given = req.get('x-bot-api-secret-token');
    if (given !== undefined && sameSecret(given, secret)) return next();
    if (given === undefined && String(req.body ?? '').trim() === '') {
      res.status(200).end();
      return;
    }
    refused(
      given === undefined
        ? 'no secret: somebody other than Zalo calls'
        : 'wrong secret: ZALO_BOT_SECRET was changed and the webhook not set again, or two installations share the bot',
    );
    res.status(401).end();
  };
  const router = Router();
  router.post(WEBHOOK_PATH, updateBody(), onlyZalo, storeUpdate({ take, tally }));
  router.use(WEBHOOK_PATH, webhookFailure(report, 'an update of the Zalo Bot could not be stored'));
  return router;
}
