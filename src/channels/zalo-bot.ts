/** A bot of the Zalo Bot Platform, by webhook or by long polling. */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Address } from '../message.ts';
import type { Channel, Inbox, Report } from './channel.ts';
import { type FileHosts, fetchFile } from './fetch-file.ts';
import { CALL_PATIENCE_MS } from './provider-call.ts';
import { alarm } from './secret.ts';
import { tally } from './tally.ts';
import { type Persistence, untilItWorks } from './until-it-works.ts';
import { type ApiSettings, call, explain } from './zalo-bot/api.ts';
import { poll } from './zalo-bot/polling.ts';
import { chatOf, readUpdate } from './zalo-bot/read.ts';
import { type SendQuota, sendReply, TEXT_LIMIT } from './zalo-bot/send.ts';
import { WEBHOOK_PATH, webhook as webhookRoute } from './zalo-bot/webhook.ts';

export interface ZaloBotSettings extends ApiSettings {
  /** Undefined: long polling, which needs nothing beyond the token. */
  readonly webhook: ZaloBotWebhook | undefined;
  /** Messages that the plan allows in a month. */
  readonly monthlyQuota: number;
  readonly fileHosts: FileHosts;
}

export interface ZaloBotWebhook {
  /** 8 to 256 characters. */
  readonly secret: string;
  /** Origin of this server as Zalo sees it, without a slash at the end. */
  readonly publicUrl: string;
}

export interface ZaloBotParts {
  readonly quota: SendQuota;
  readonly report: Report;
  readonly now: () => Date;
  /** First pause after a failed call, in milliseconds. */
  readonly pause?: number;
  /** How long a call may take, in milliseconds. */
  readonly patience?: number;
}

/** An update that is on its way when the program stops has this time to arrive. */
const GRACE_MS = 500;

/** The channel; nothing happens before `listen` or `send`. */
export function zaloBotChannel(settings: ZaloBotSettings, parts: ZaloBotParts): Channel {
  const { webhook } = settings;
  const { quota, report, now, pause = 1000, patience = CALL_PATIENCE_MS } = parts;
  const ignored = tally(report, 'zalo-bot');
  const refused = alarm(report, 'the Zalo Bot Platform refuses messages', now);
  const scarce = alarm(report, 'messages of the Zalo Bot run short', now);
  const end = new AbortController();
  const hangUp = new AbortController();
  const persistence: Persistence = { channel: 'zalo-bot', report, pause, signal: end.signal };
  let running: Promise<unknown> = Promise.resolve();

  async function take(inbox: Inbox, update: unknown): Promise<void> {
    const reading = readUpdate(update, now());
    if (reading.kind === 'ignored') return ignored(reading.why);
    const { answering } = await inbox.message(reading.message);
    if (answering) showTyping(settings, reading.message.address).catch(() => undefined);
  }

  async function work(inbox: Inbox): Promise<void> {
    await untilItWorks(persistence, () => agreeOnUpdates(settings, report));
    if (webhook !== undefined) return;
    await poll(settings, (one) => take(inbox, one), persistence, hangUp.signal);
  }

  return {
    name: 'zalo-bot',
    limits: { textLength: TEXT_LIMIT, choices: null, choiceLabelLength: null },
    listen(inbox) {
      running = work(inbox);
      if (webhook === undefined) return undefined;
      const { secret } = webhook;
      return webhookRoute({ secret, take: (one) => take(inbox, one), report, tally: ignored, now });
    },
    send: (to, message, signal) =>
      sendReply({ settings, quota, now, refused, scarce, patience }, to, message, signal),
    typing: (to) => showTyping(settings, to),
    download: ({ ref }, signal) => fetchFile(ref, settings.fileHosts, signal),
    async stop() {
      end.abort();
      await Promise.race([running, sleep(GRACE_MS, undefined, { ref: false })]);
      hangUp.abort();
      await running;
    },
  };
}

/** Tells the platform where updates go; the trouble in one sentence, if there is one. */
async function agreeOnUpdates(
  settings: ZaloBotSettings,
  report: Report,
): Promise<string | undefined> {
  const { webhook } = settings;
  const answer =
    webhook === undefined
      ? await call(settings, 'deleteWebhook', {})
      : await call(settings, 'setWebhook', {
          url: `${webhook.publicUrl}${WEBHOOK_PATH}`,
          secret_token: webhook.secret,
        });
  if (answer === undefined) return 'the Zalo Bot Platform could not be reached';
  if (answer.ok) return tellVerification(answer.result, report);
  // There may be no webhook to delete; a wrong token shows with the first question.
  if (webhook === undefined && answer.code === 404) return undefined;
  return explain(answer.code, answer.description);
}

const tried = z.looseObject({ verification: z.unknown().optional() });

/** The address is kept even if the platform could not reach it; in what words is undocumented. */
function tellVerification(result: unknown, report: Report): undefined {
  const { verification } = tried.catch({ verification: undefined }).parse(result);
  if (verification === undefined) return;
  const said = JSON.stringify(verification).slice(0, LONGEST_VERIFICATION);
  report.info({ channel: 'zalo-bot', said }, 'Zalo tried to reach the webhook');
}

const LONGEST_VERIFICATION = 300;

/** A courtesy: nothing is lost without it. */
async function showTyping(settings: ApiSettings, address: Address): Promise<void> {
  const action = { chat_id: chatOf(address), action: 'typing' };
  const answer = await call(settings, 'sendChatAction', action);
  if (answer?.ok !== true) throw new Error('the Zalo Bot Platform did not show that we write');
}
