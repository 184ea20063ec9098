/**
 * What the webhooks of Telegram and of the Zalo Bot Platform share: each call brings one update as
 * JSON, with a secret beside it.
 */
import express, { type RequestHandler } from 'express';
import type { Report } from './channel.ts';
import { parsed } from './provider-call.ts';
import type { Tally } from './tally.ts';

/** What such a webhook is made of. */
export interface UpdateWebhookParts {
  readonly secret: string;
  /** Resolves once what the update brought is stored. */
  readonly take: (update: unknown) => Promise<void>;
  readonly report: Report;
  readonly tally: Tally;
  readonly now: () => Date;
}

/** Updates are a few kilobytes; a text has at most 4,096 characters. */
const LONGEST_BODY = '256kb';

/** Reads the body as text, whatever its type is said to be. */
export function updateBody(): RequestHandler {
  return express.text({ type: () => true, limit: LONGEST_BODY });
}

/** Answers 200 once the update is stored, 400 to what is no JSON. */
export function storeUpdate({
  take,
  tally,
}: Pick<UpdateWebhookParts, 'take' | 'tally'>): RequestHandler {
  return async (req, res) => {
    const update = parsed(String(req.body ?? ''));
    if (update === undefined) {
      tally('no JSON');
      res.status(400).end();
      return;
    }
    await take(update);
    res.status(200).end();
  };
}
