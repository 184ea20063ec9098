/** The routes that Kannel calls: with each message, and with each delivery report. */
import express, { type Request, type RequestHandler, Router } from 'express';
import type { Inbox, Report } from '../channel.ts';
import { alarm, sameSecret } from '../secret.ts';
import type { Tally } from '../tally.ts';
import { webhookFailure } from '../webhook-failure.ts';
import { queryOf, readCall } from './call.ts';
import { type Reader, readMessage } from './read.ts';
import { RECEIPT_PATH, readReport } from './receipt.ts';

export const WEBHOOK_PATH = '/webhooks/sms';

/** The longest joined message, 255 segments, has 39,015 characters (3GPP TS 23.040). */
const LONGEST_BODY = '128kb';

export interface WebhookParts {
  readonly secret: string;
  readonly own: string;
  readonly inbox: Inbox;
  readonly report: Report;
  readonly tally: Tally;
  readonly now: () => Date;
}

/**
 * Answers 200 without a word, which Kannel would send on to the citizen, once the message is stored;
 * 401 to whoever does not know the secret; 400 to what is no message; 503 when it could not be
 * stored. Kannel repeats everything that was not answered by 200 or 202.
 */
export function webhook(parts: WebhookParts): Router {
  const { secret, inbox, report, tally, now } = parts;
  const refused = alarm(report, 'a call of the SMS webhook was refused', now);
  const forged = alarm(report, 'a delivery report of an SMS was refused', now);
  const misshapen = alarm(report, 'a call of the SMS webhook is no message', now);

  /** The status to answer with. */
  async function take(req: Request): Promise<number> {
    const reader: Reader = { own: parts.own, now: now() };
    const reading = readMessage(readCall(req), reader);
    if (reading.kind === 'message') await inbox.message(reading.message);
    else tally(reading.why);
    if (reading.kind !== 'unreadable') return 200;
    misshapen(
      `${reading.why}: the address in kannel.conf lacks id=%I, or its group send-sender = true`,
    );
    return 400;
  }

  async function takeReport(req: Request): Promise<number> {
    const reading = readReport(queryOf(req), secret, now());
    if (reading.kind === 'receipt') await inbox.event(reading.event);
    if (reading.kind === 'ignored') tally(reading.why);
    if (reading.kind !== 'forged') return 200;
    forged('it is not signed: SMS_SECRET has changed since, or somebody else calls');
    return 401;
  }

  const onlyKannel: RequestHandler = (req, res, next) => {
    const cause = wrongPassword(req.get('authorization'), secret);
    if (cause === undefined) return next();
    refused(cause);
    res.status(401).set('www-authenticate', 'Basic realm="sms"').end();
  };
  const answer =
    (handle: (req: Request) => Promise<number>): RequestHandler =>
    async (req, res) => {
      res
        .status(await handle(req))
        .type('text/plain')
        .end();
    };

  const body = express.raw({ type: () => true, limit: LONGEST_BODY, inflate: false });
  const router = Router();
  router.get(RECEIPT_PATH, answer(takeReport));
  router.get(WEBHOOK_PATH, onlyKannel, answer(take));
  router.post(WEBHOOK_PATH, onlyKannel, body, answer(take));
  router.use(WEBHOOK_PATH, webhookFailure(report, 'an SMS could not be stored'));
  return router;
}

/** Why a call is not let in; undefined when it is. The name before the password may be any. */
function wrongPassword(header: string | undefined, secret: string): string | undefined {
  const [, encoded] = /^Basic ([\w+/=]+)$/i.exec(header ?? '') ?? [];
  if (encoded === undefined) {
    return 'no password: the address in kannel.conf lacks kannel:SMS_SECRET@, or somebody other than Kannel calls';
  }
  const credentials = Buffer.from(encoded, 'base64').toString();
  const password = credentials.slice(credentials.indexOf(':') + 1);
  if (sameSecret(password, secret)) return undefined;
  return 'wrong password: SMS_SECRET is not the one in the address in kannel.conf';
}
