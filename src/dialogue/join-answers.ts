/** Several matters in one message become one numbered short reply that asks at most one thing. */
import { worstOf } from '../message.ts';
import { type Decided, decide } from './decide.ts';
import { draft } from './draft.ts';
import type { Question } from './questions.ts';
import { cutAtSentence } from './render.ts';
import type { Decision, Turn } from './turn.ts';

/** Three parts of this length, numbered, fit on one screen. */
const PART_LENGTH = 190;

/** Decides each matter in the light of those before it and joins the answers. */
export function joinAnswers(
  turn: Turn,
  questions: readonly Question[],
): { decided: Decided; intents: readonly string[] } {
  let conversation = turn.conversation;
  const decisions: Decision[] = questions.map(({ understanding, reading }) => {
    const { decision } = decide({ ...turn, conversation, understanding }, reading);
    conversation = { ...conversation, waitingFor: null, ...decision.remember };
    return decision;
  });
  const drafts = decisions.map((decision) => decision.draft);
  const intents = drafts.flatMap(({ intent }) => intent ?? []);
  const parts = drafts.map(
    ({ short }, index) => `${index + 1}. ${cutAtSentence(short, PART_LENGTH)}`,
  );
  const asking = decisions.findIndex((decision) => decision.remember?.waitingFor != null);
  const joined = draft({
    intent: intents[0] ?? null,
    outcome: worstOf(drafts.map(({ outcome }) => outcome)) ?? 'answered',
    lead: parts.join('\n'),
    short: parts.join(' '),
    guide: drafts.some(({ guide }) => guide),
    sources: drafts.flatMap(({ sources }) => sources.slice(0, 1)),
    choices: drafts[asking === -1 ? 0 : asking]?.choices ?? [],
  });
  const waitingFor = decisions[asking]?.remember?.waitingFor ?? null;
  return {
    intents,
    decided: {
      decision: {
        draft: joined,
        remember: { ...conversation, waitingFor },
        effects: decisions.flatMap(({ effects }) => effects ?? []),
      },
      reading: { intent: joined.intent, score: 1, certainty: 'sure', rivals: [] },
    },
  };
}
