/** The route that Zalo posts events to, and the file by which it checks whose domain this is. */
import express, { type Request, Router } from 'express';
import { z } from 'zod';
import type { Report } from '../channel.ts';
import { parsed } from '../provider-call.ts';
import { alarm } from '../secret.ts';
import type { Tally } from '../tally.ts';
import { webhookFailure } from '../webhook-failure.ts';
import { isSigned, likelyCause, type SignatureSettings, type SignedCall } from './signature.ts';

export const WEBHOOK_PATH = '/webhooks/zalo-oa';
/** Where an administrator's browser ends after the consent; the address holds the code. */
export const LOGIN_PATH = `${WEBHOOK_PATH}/login`;

/** Events are a few kilobytes; a text has at most 2,000 characters. */
const LONGEST_BODY = '256kb';

export interface WebhookParts {
  readonly settings: SignatureSettings;
  /** Resolves once what the event brought is stored. */
  readonly take: (event: unknown) => Promise<void>;
  readonly report: Report;
  readonly tally: Tally;
  readonly now: () => Date;
}

/**
 * Answers 200 once an event is stored, 401 to a wrong signature, 503 when it could not be stored.
 * Saving the address in the console posts an unsigned `{}` and wants 200.
 */
export function webhook({ settings, take, report, tally, now }: WebhookParts): Router {
  const refused = alarm(report, 'a call of the Zalo OA webhook was refused', now);
  const repeated = alarm(report, 'Zalo sends an event again', now);

  /** The status to answer with. */
  async function answer(req: Request): Promise<number> {
    const body = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0);
    const signature = req.get('x-zevent-signature');
    if (signature === undefined) {
      if (isProbe(body)) return 200;
      refused('no signature: somebody other than Zalo calls, or the console tests an event');
      return 401;
    }
    const event = parsed(body.toString());
    if (event === undefined) {
      tally('no JSON');
      return 400;
    }
    const call = signedCall(req, body, signature, event);
    if (!isSigned(call, settings)) {
      refused(likelyCause(call, settings));
      return 401;
    }
    if (req.get('num_retry') !== undefined) repeated(RETRIES);
    await take(event);
    return 200;
  }

  const router = Router();
  router.get(WEBHOOK_PATH, (_req, res) => {
    res.status(200).end();
  });
  router.get(LOGIN_PATH, (_req, res) => {
    res.type('text').send('Copy the address of this page into the terminal (npm run zalo:login).');
  });
  router.post(
    WEBHOOK_PATH,
    express.raw({ type: () => true, limit: LONGEST_BODY, inflate: false }),
    async (req, res) => {
      res.status(await answer(req)).end();
    },
  );
  router.use(WEBHOOK_PATH, webhookFailure(report, 'an event of Zalo could not be stored'));
  return router;
}

const RETRIES =
  'it could not reach this server before; after the fifth time it sends nothing more until somebody switches the events on again in the console';

function isProbe(body: Buffer): boolean {
  return /^\s*(\{\s*\})?\s*$/.test(body.subarray(0, 64).toString()) && body.length <= 64;
}

const text = z.union([z.string(), z.int()]).transform(String);
const envelope = z.object({
  timestamp: text.optional().catch(undefined),
  app_id: text.optional().catch(undefined),
});

function signedCall(req: Request, body: Buffer, signature: string, event: unknown): SignedCall {
  const { timestamp, app_id } = envelope.catch({}).parse(event);
  return {
    body,
    signature,
    bodyTime: timestamp,
    headerTime: req.get('x-zevent-timestamp'),
    bodyAppId: app_id,
  };
}

/** The proof that this domain is ours, as a file and as what stands in a page's head. */
export function domainProof(code: string): Router {
  const tag = `<meta name="zalo-platform-site-verification" content="${code}" />`;
  const router = Router();
  router.get(`/zalo_verifier${code}.html`, (_req, res) => {
    res.type('html').send(`<!doctype html><html><head>${tag}</head><body></body></html>`);
  });
  return router;
}
