/** SMS through Kannel, or a gateway that speaks its HTTP dialect. */
import type { Channel, Report } from './channel.ts';
import { alarm } from './secret.ts';
import { TEXT_LIMIT } from './sms/format.ts';
import { type CountAnswers, type SendSettings, sendReply } from './sms/send.ts';
import { webhook } from './sms/webhook.ts';
import { tally } from './tally.ts';

/** One secret serves both directions: Kannel's password at our routes, and the signature of its reports. */
export type SmsSettings = SendSettings;

export interface SmsParts {
  readonly answersSince: CountAnswers;
  readonly report: Report;
  readonly now: () => Date;
  /** Milliseconds for which an answer of Kannel is waited for. */
  readonly patience?: number;
}

/** The channel; nothing happens before `listen` or `send`. */
export function smsChannel(
  settings: SmsSettings,
  { answersSince, report, now, patience }: SmsParts,
): Channel {
  const refused = alarm(report, 'Kannel refuses messages', now);
  const crowded = alarm(report, 'an SMS was not answered', now);
  const ignored = tally(report, 'sms');
  const { secret, from: own } = settings;
  return {
    name: 'sms',
    limits: { textLength: TEXT_LIMIT, choices: null, choiceLabelLength: null },
    listen: (inbox) => webhook({ secret, own, inbox, report, tally: ignored, now }),
    send: (to, message, signal) =>
      sendReply({ settings, answersSince, now, refused, crowded, patience }, to, message, signal),
  };
}
