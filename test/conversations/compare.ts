/** A turn beside what the story expects of it, in sentences for staff. */
import type {
  ConversationState,
  HandsetInTalk,
  TurnOutput,
} from '../../src/dialogue/conversation.ts';
import type { ConversationStatus, Reply } from '../../src/message.ts';
import { bodyOf } from './rules.ts';
import type { Expectation, Memory } from './story.ts';

/** What differs between a turn's replies and what was expected. */
export function compareReply(expected: Expectation, output: TurnOutput): string[] {
  const { replies, understood, effects } = output;
  const last = replies.at(-1);
  const text = replies.map((reply) => reply.text).join('\n');
  const notes = effects.map((effect) => JSON.stringify(effect)).join('\n');
  return [
    ...differs('intent', expected.intent, understood.intent),
    ...differs('intents', expected.intents?.join(', '), understood.intents.join(', ')),
    ...differs('outcome', expected.outcome, last?.outcome),
    ...differs('language', expected.language, last?.language),
    ...missing('câu trả lời thiếu', expected.says, text),
    ...missing('phiếu thiếu', expected.noted, notes),
    ...(expected.never ?? [])
      .filter((words) => holds(`${text}\n${last?.short ?? ''}`, words))
      .map((words) => `câu trả lời không được có “${words}”`),
    ...compareButtons(expected, replies),
    ...(expected.sources ?? [])
      .filter(
        (title) => !replies.some(({ sources }) => sources.some((one) => holds(one.title, title))),
      )
      .map((title) => `thiếu nguồn “${title}”`),
    ...tooLong(expected.maxLength, replies),
    ...(expected.does ?? [])
      .filter((kind) => !effects.some((effect) => effect.kind === kind))
      .map((kind) => `đáng lẽ phải làm việc “${kind}”`),
    ...differs('urgent', expected.urgent, isUrgent(output)),
    ...(expected.silent === true && replies.length + effects.length > 0
      ? ['đáng lẽ phải im lặng']
      : []),
  ];
}

function isUrgent({ effects }: TurnOutput): boolean {
  return effects.some((effect) => effect.kind === 'open-ticket' && effect.urgent === true);
}

function differs<T>(name: string, wanted: T | undefined, got: T | undefined): string[] {
  return wanted === undefined || wanted === got
    ? []
    : [`${name} phải là “${wanted}”, không phải “${got}”`];
}

function missing(complaint: string, wanted: Expectation['says'], text: string): string[] {
  return (wanted ?? [])
    .map((one) => (Array.isArray(one) ? one : [one]))
    .filter((words) => !words.some((word) => holds(text, word)))
    .map((words) => `${complaint} “${words.join('” hoặc “')}”`);
}

/** Upper and lower case and line breaks do not count. */
function holds(text: string, words: string): boolean {
  return simple(text).includes(simple(words));
}

function simple(text: string): string {
  return text.normalize('NFC').toLowerCase().replace(/\s+/g, ' ');
}

function compareButtons({ choices, noChoices }: Expectation, replies: readonly Reply[]): string[] {
  const buttons = replies.flatMap((reply) => reply.choices);
  const shown = (name: string) =>
    buttons.some(({ label, value }) => label === name || value === name);
  return [
    ...(choices ?? []).filter((name) => !shown(name)).map((name) => `thiếu nút “${name}”`),
    ...(noChoices ?? []).filter(shown).map((name) => `không được có nút “${name}”`),
  ];
}

function tooLong(most: number | undefined, replies: readonly Reply[]): string[] {
  return replies
    .map((reply) => bodyOf(reply).length)
    .filter((length) => length > (most ?? Infinity))
    .map((length) => `dài ${length} chữ, quá ${most}`);
}

/** What differs between what is remembered and what was expected. */
export function compareMemory(
  expected: Memory,
  { state, status }: { state: ConversationState; status: ConversationStatus },
): string[] {
  return [
    ...differs('status', expected.status, status),
    ...differs('language', expected.language, state.locale),
    ...differs('carrier', expected.carrier, state.carrier),
    ...differs('topic', expected.topic, state.topic),
    ...differs('ticket', expected.ticket, state.ticket !== null),
    ...(expected.handsets === undefined ? [] : compareHandsets(expected.handsets, state.handsets)),
  ];
}

function compareHandsets(
  wanted: NonNullable<Memory['handsets']>,
  known: readonly HandsetInTalk[],
): string[] {
  const names = known.map(({ brand, model, variant }) =>
    [brand, model, variant].filter(Boolean).join(' '),
  );
  if (wanted.length !== known.length)
    return [`phải nhớ ${wanted.length} máy, nhưng nhớ: ${names.join('; ') || '(không máy nào)'}`];
  return wanted.flatMap((handset, index) => [
    ...(names[index]?.startsWith(handset.name)
      ? []
      : [`máy thứ ${index + 1} phải là “${handset.name}”, không phải “${names[index]}”`]),
    ...differs(`${handset.name}: network`, handset.network, known[index]?.network),
    ...differs(`${handset.name}: verdict`, handset.verdict, known[index]?.verdict),
    ...differs(`${handset.name}: certainty`, handset.certainty, known[index]?.certainty),
  ]);
}
