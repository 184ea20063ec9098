/** A Zalo Official Account: events come by webhook, answers go as consultation messages. */
import type { Address } from '../message.ts';
import type { Channel, Inbox, Report } from './channel.ts';
import { type FileHosts, fetchFile } from './fetch-file.ts';
import { CALL_PATIENCE_MS } from './provider-call.ts';
import { alarm } from './secret.ts';
import { tally } from './tally.ts';
import { LONGEST_TITLE, MOST_BUTTONS, TEXT_LIMIT } from './zalo-oa/format.ts';
import type { OAuthSettings } from './zalo-oa/oauth.ts';
import { readEvent, type StaffReply } from './zalo-oa/read.ts';
import { type ApiSettings, sendReply } from './zalo-oa/send.ts';
import type { SignatureSettings } from './zalo-oa/signature.ts';
import { type TokenStore, tokenKeeper } from './zalo-oa/tokens.ts';
import { domainProof, webhook } from './zalo-oa/webhook.ts';
import type { ContactLog } from './zalo-oa/window.ts';

export interface ZaloOaSettings extends SignatureSettings, OAuthSettings, ApiSettings {
  /** The code by which Zalo checks the domain; undefined when that is done otherwise. */
  readonly verifier: string | undefined;
  /** Events older than that are replays. */
  readonly oldestEventHours: number;
  /** Calls that Zalo takes from one app. */
  readonly callsPerMinute: number;
  readonly fileHosts: FileHosts;
}

export interface ZaloOaParts {
  readonly tokens: TokenStore;
  readonly contact: ContactLog;
  /** A member of staff wrote to a citizen in the OA's own tool. Resolves once it is stored. */
  readonly staffReplied: (reply: StaffReply) => Promise<void>;
  /** A citizen takes back their consent. Resolves once everything of theirs is deleted. */
  readonly withdrawn: (address: Address) => Promise<void>;
  readonly report: Report;
  readonly now: () => Date;
  /** How long a call of Zalo may take, in milliseconds. */
  readonly patience?: number;
}

/** How often the age of the tokens is looked at. */
const LOOK_EVERY_MS = 600_000;
/** Of the calls of a minute, how many may go at once. */
const BURST = 20;

/** The channel; nothing happens before `listen` or `send`. */
export function zaloOaChannel(settings: ZaloOaSettings, parts: ZaloOaParts): Channel {
  const { report, now, contact, staffReplied, withdrawn } = parts;
  const { patience = CALL_PATIENCE_MS } = parts;
  const ignored = tally(report, 'zalo-oa');
  const strange = alarm(report, 'an event of Zalo was not believed', now);
  const refused = alarm(report, 'Zalo refuses messages', now);
  const charged = alarm(report, 'a message on Zalo was not free', now);
  const tokens = tokenKeeper(settings, { store: parts.tokens, report, now, patience });
  const oldest = settings.oldestEventHours * 3_600_000;
  let timer: NodeJS.Timeout | undefined;

  async function take(inbox: Inbox, event: unknown): Promise<void> {
    const reading = readEvent(event, { oaId: settings.oaId, oldest, now: now() });
    switch (reading.kind) {
      case 'message':
        await inbox.message(reading.message);
        return;
      case 'events':
        for (const one of reading.events) await inbox.event(one);
        return;
      case 'staff':
        return staffReplied(reading.reply);
      case 'withdrawn':
        return withdrawn(reading.address);
      case 'ignored':
        return ignored(reading.why);
      case 'suspicious':
        ignored('suspicious');
        return strange(reading.likelyCause);
    }
  }

  async function keepFresh(): Promise<void> {
    try {
      await tokens.keepFresh();
    } catch (err) {
      report.error({ err, channel: 'zalo-oa' }, 'the tokens could not be looked at');
    }
  }

  return {
    name: 'zalo-oa',
    limits: { textLength: TEXT_LIMIT, choices: MOST_BUTTONS, choiceLabelLength: LONGEST_TITLE },
    rates: () => [{ key: 'zalo-oa', everyMs: 60_000 / settings.callsPerMinute, burst: BURST }],
    listen(inbox) {
      void keepFresh();
      timer = setInterval(keepFresh, LOOK_EVERY_MS);
      timer.unref();
      const { verifier } = settings;
      const router = webhook({
        settings,
        take: (event) => take(inbox, event),
        report,
        tally: ignored,
        now,
      });
      return verifier === undefined ? router : router.use(domainProof(verifier));
    },
    send: (to, message, signal) =>
      sendReply(
        { settings, tokens, contact, now, refused, charged, patience },
        to,
        message,
        signal,
      ),
    download: ({ ref }, signal) => fetchFile(ref, settings.fileHosts, signal),
    async stop() {
      clearInterval(timer);
    },
  };
}
