/** The phones in talk: what is remembered of a look-up, and which entry it replaces. */
import { type HandsetResult, lookupHandset } from '../../content/handset-lookup.ts';
import type { ConversationState, HandsetInTalk } from '../conversation.ts';
import type { Turn } from '../turn.ts';
import { judge } from './verdict-words.ts';

const MOST_REMEMBERED = 5;

/** The phones in talk with those that a message names, for a turn that is not about them. */
export function withNamedHandsets(turn: Turn): HandsetInTalk[] {
  const { tacs, handsets } = turn.understanding.entities;
  const results = [...tacs, ...handsets]
    .map((query) => lookupHandset(turn.content.handsets, query))
    .filter(({ status }) => status === 'known');
  return results
    .map((result) => inTalk(result, judge(turn, result).verdict))
    .reduce(addHandset, turn.conversation.handsets);
}

/** A look-up and its verdict as the conversation remembers them. */
export function inTalk(
  result: HandsetResult,
  { verdict, certainty }: Pick<HandsetInTalk, 'verdict' | 'certainty'>,
  key?: string,
): HandsetInTalk {
  const [first] = result.matches;
  const { family } = result;
  return {
    key: key ?? first?.key ?? result.tac ?? result.query.slice(0, 40),
    brand: family?.name.split(' ')[0] ?? first?.brand ?? '',
    model: family?.name.split(' ').slice(1).join(' ') ?? first?.model ?? '',
    variant: result.matches.length === 1 ? (first?.variant ?? null) : null,
    network: result.network,
    verdict,
    certainty,
  };
}

/** The phones in talk with this one; a correction takes the place of the last. */
export function remembered(
  turn: Turn,
  handset: HandsetInTalk,
): Pick<ConversationState, 'handsets'> {
  const corrected = /^(?:a |u |o |ay |da )?(?:khong phai|ko phai|k phai|nham|y la|sai)/.test(
    turn.understanding.plain,
  );
  const before = corrected ? turn.conversation.handsets.slice(0, -1) : turn.conversation.handsets;
  return { handsets: addHandset(before, handset) };
}

/** A phone named again takes the place of its earlier entry. */
export function addHandset(
  known: readonly HandsetInTalk[],
  handset: HandsetInTalk,
): HandsetInTalk[] {
  return [...known.filter(({ key }) => key !== handset.key), handset].slice(-MOST_REMEMBERED);
}
