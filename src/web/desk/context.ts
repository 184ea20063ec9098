/** What the desk's routes work with, and who works there. */
import { desksOf, may } from '../../accounts/permission.ts';
import type { Staff } from '../../accounts/staff.ts';
import type { Bot } from '../../bot/context.ts';
import type { Agent } from '../../bot/handoff/agent.ts';
import type { Channel, Download } from '../../channels/channel.ts';
import type { Snapshot } from '../../content/content.ts';
import type { Say } from '../../content/texts.ts';
import type { ChannelName, Locale } from '../../message.ts';
import type { ShellParts } from '../console/shell.ts';

/** Fetches a file of a citizen. @throws AttachmentError, as `Channel.download` does */
export type DownloadFrom = (
  channel: ChannelName,
  ...wanted: Parameters<NonNullable<Channel['download']>>
) => Promise<Download>;

export interface DeskParts extends ShellParts {
  readonly bot: Bot;
  /** Characters of one message of a channel; null where it sets no limit. */
  readonly longest: (channel: ChannelName) => number | null;
  readonly download: DownloadFrom;
  /** Where the desk's own style sheet and scripts are. */
  readonly deskAssets: string;
}

/** Somebody at a desk, who has an account. */
export type SeatedAgent = Agent & { readonly id: string };

export function agentOf({ id, name, roles }: Staff): SeatedAgent {
  return { id, name, desks: desksOf(roles), oversees: may(roles, 'desk.oversee') };
}

/** In whose words things are shown, and at what time. */
export interface Voice {
  readonly content: Snapshot;
  readonly locale: Locale;
  readonly say: Say;
  readonly now: Date;
}

export function voiceOf({ content, bot }: DeskParts, locale: Locale): Voice {
  const snapshot = content();
  return { content: snapshot, locale, say: snapshot.texts.say(locale), now: bot.now() };
}

/** What a page says besides what it always shows. */
export interface Remarks {
  readonly notice?: string;
  readonly alert?: string;
  /** What somebody typed and could not be sent. */
  readonly typed?: Readonly<Record<string, string>>;
  /** The form in which something is wrong that is told beside its field. */
  readonly wrong?: 'reveal';
  /** An answer that is being put together. */
  readonly compose?: Compose;
  /** A telephone number, revealed for this page alone. */
  readonly phone?: string;
}

/** What an answer that is being written cites, and what was looked for. */
export interface Compose {
  readonly cited: readonly string[];
  readonly query: string;
}
