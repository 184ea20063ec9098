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
  const parts = withoutRepeats(drafts.map(({ short }) => short)).map(
    (part, index) => `${index + 1}. ${cutAtSentence(part, PART_LENGTH)}`,
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

/** What one part has said or asked, the parts behind it do not say or ask again. */
function withoutRepeats(parts: readonly string[]): string[] {
  const said = new Set<string>();
  return parts.map((part) => {
    const sentences = part.split(/(?<=[.!?:])\s+/);
    const fresh = sentences.filter((sentence) => !said.has(sentence));
    for (const sentence of sentences) said.add(sentence);
    return fresh.length === 0 ? part : fresh.join(' ');
  });
}
