/** The channels that the settings name, each with what it needs of the rest of the program. */
import type { Bot } from './bot/context.ts';
import { forgetCitizen } from './bot/forget.ts';
import { staffReplied } from './bot/handoff/outside.ts';
import { AttachmentError, type Channel } from './channels/channel.ts';
import { smsChannel } from './channels/sms.ts';
import { telegramChannel } from './channels/telegram.ts';
import { type WebChannel, webChannel } from './channels/web.ts';
import { zaloBotChannel } from './channels/zalo-bot.ts';
import { zaloOaChannel } from './channels/zalo-oa.ts';
import type { Config } from './config.ts';
import { buttonOf, type Snapshot } from './content/content.ts';
import type { Attachment, ChannelName } from './message.ts';
import { countAnswersSince } from './store/answers.ts';
import { lastContact } from './store/contact.ts';
import { returnToQuota, takeFromQuota } from './store/send-quota.ts';
import { zaloTokenStore } from './store/zalo-tokens.ts';

/** What this installation serves. */
export interface Channels {
  /** Its pages subscribe to it. */
  readonly web: WebChannel;
  readonly all: readonly Channel[];
}

/** Makes the web chat and every channel whose settings are there; nothing starts yet. */
export function createChannels(config: Config, bot: Bot, content: () => Snapshot): Channels {
  const web = webChannel();
  const others = [
    config.telegram && telegram(config.telegram, bot, content),
    config.zaloOa && zaloOa(config.zaloOa, bot),
    config.zaloBot && zaloBot(config.zaloBot, bot),
    config.sms && sms(config.sms, bot),
  ];
  return { web, all: [web, ...others.filter((channel) => channel !== undefined)] };
}

/** What the desk asks of the channels, each by its name. */
export function channelsForDesk(all: readonly Channel[]) {
  const named = (name: ChannelName) => all.find((channel) => channel.name === name);
  return {
    /** Characters of one message; null where there is no limit. */
    longest: (name: ChannelName) => named(name)?.limits.textLength ?? null,
    /** Fetches a file of a citizen. @throws AttachmentError */
    async download(name: ChannelName, attachment: Attachment, signal: AbortSignal) {
      const file = await named(name)?.download?.(attachment, signal);
      // The channel was switched off since.
      if (file === undefined) throw new AttachmentError('unreachable');
      return file;
    },
  };
}

type Settings<Name extends keyof Config> = NonNullable<Config[Name]>;

function telegram(settings: Settings<'telegram'>, bot: Bot, content: () => Snapshot): Channel {
  const topics = {
    has: (intent: string) => content().intents.has(intent),
    label: (intent: string, locale: 'vi' | 'en') => buttonOf(content(), intent, locale),
  };
  return telegramChannel(settings, { topics, report: bot.log, now: bot.now });
}

function zaloOa(settings: Settings<'zaloOa'>, bot: Bot): Channel {
  return zaloOaChannel(settings, {
    tokens: zaloTokenStore(bot.db, settings.appId),
    contact: (address) => lastContact(bot.db, address),
    staffReplied: (message) => staffReplied(bot, message),
    withdrawn: (address) => forgetCitizen(bot, address),
    report: bot.log,
    now: bot.now,
  });
}

function zaloBot(settings: Settings<'zaloBot'>, bot: Bot): Channel {
  const quota = {
    take: (period: string, limit: number) =>
      takeFromQuota(bot.db, { channel: 'zalo-bot', period, limit }),
    giveBack: (period: string) => returnToQuota(bot.db, { channel: 'zalo-bot', period }),
  };
  return zaloBotChannel(settings, { quota, report: bot.log, now: bot.now });
}

function sms(settings: Settings<'sms'>, bot: Bot): Channel {
  return smsChannel(settings, {
    answersSince: (to, since) => countAnswersSince(bot.db, to, since),
    report: bot.log,
    now: bot.now,
  });
}
