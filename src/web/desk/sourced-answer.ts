/** What an agent says, with where it comes from: citizens see the same source line as the bot's. */
import { type Answer, speakingAs } from '../../bot/handoff/agent.ts';
import { fillCanned } from '../../content/fill-canned.ts';
import { vietnamDay } from '../../day.ts';
import { draft } from '../../dialogue/draft.ts';
import { render } from '../../dialogue/render.ts';
import { toGsm7 } from '../../gsm7.ts';
import type { Citable } from '../../sourced.ts';
import { HttpError } from '../http.ts';
import type { DeskParts } from './context.ts';
import { type Audience, itemOf } from './knowledge.ts';
import { citedSuggestion } from './suggestion.ts';
import type { Case } from './ticket-view.ts';

/**
 * The parts of an answer that depend on what it cites, and on the channel that carries it.
 *
 * @throws HttpError 409 when something that it cites may no longer be said
 */
export function sourcedAnswer(
  { bot, longest }: DeskParts,
  found: Case,
  text: string,
  cited: readonly string[],
): Pick<Answer, 'reply' | 'longest'> {
  const { conversation } = found;
  if (conversation === undefined) return {};
  const limit = longest(conversation.channel);
  const sources = cited.flatMap((key) => sourcesOf(bot, found, key));
  if (sources.length === 0) return { longest: limit };
  const lead = speakingAs(bot, conversation, text.normalize('NFC').trim());
  const said = draft({
    ...{ intent: null, outcome: 'handed-off', lead, short: lead, sources },
    ...{ person: false, askHelpful: false },
  });
  const on = vietnamDay(bot.now());
  const setting = { content: bot.content(), locale: conversation.locale, on, address: null };
  const reply = render(said, setting);
  const room = limit === null ? null : limit - (reply.text.length - lead.length);
  // Nothing that a person wrote is cut: the channel has room for it, or it is refused.
  return { longest: room, reply: { ...reply, short: toGsm7(reply.text) } };
}

function sourcesOf(bot: DeskParts['bot'], found: Case, key: string): readonly Citable[] {
  const [kind, rest = ''] = [key.split(':')[0], key.slice(key.indexOf(':') + 1)];
  const sources =
    kind === 'canned'
      ? cannedSources(bot, found, rest)
      : kind === 'suggestion'
        ? citedSuggestion(bot, found, Number(rest))
        : itemSources(bot, found, key);
  if (sources === undefined) throw new HttpError(409);
  return sources;
}

function cannedSources(
  bot: DeskParts['bot'],
  found: Case,
  id: string,
): readonly Citable[] | undefined {
  const content = bot.content();
  const reply = content.canned.find((one) => one.id === id);
  const filled = reply && fillCanned(content, reply, cannedSetting(found, content, bot.now()));
  return filled?.usable === true ? filled.facts : undefined;
}

/** What ready-made replies are filled with in a conversation. */
export function cannedSetting(
  { ticket, conversation, memory }: Case,
  content: Audience['content'],
  now: Date,
) {
  return {
    ...{ on: vietnamDay(now), code: ticket.code, locale: conversation?.locale ?? 'vi' },
    carrier: content.carriers.get(memory?.carrier ?? '')?.name ?? null,
  } as const;
}

function itemSources(
  bot: DeskParts['bot'],
  found: Case,
  key: string,
): readonly Citable[] | undefined {
  const item = itemOf(audienceOf(found, bot.content(), bot.now()), key);
  return item?.sendable === true ? item.sources : undefined;
}

/** For whom things are looked up; titles are in the agent's language. */
export function audienceOf(
  { conversation, memory }: Case,
  content: Audience['content'],
  now: Date,
  reading: Audience['reading'] = 'vi',
): Audience {
  const locale = conversation?.locale ?? 'vi';
  return { content, now, locale, reading, carrier: memory?.carrier ?? null };
}
