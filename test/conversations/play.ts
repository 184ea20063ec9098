/** Plays a story against the dialogue and tells staff what differs from it. */
import type { Snapshot } from '../../src/content/content.ts';
import { parseWhen, vietnamDay } from '../../src/day.ts';
import {
  type AnswerTurn,
  type ConversationState,
  conversationSchema,
  freshConversation,
  type TurnOutput,
} from '../../src/dialogue/conversation.ts';
import { MENU } from '../../src/dialogue/menu.ts';
import type { Choice, ConversationStatus, InboundMessage } from '../../src/message.ts';
import { compareMemory, compareReply } from './compare.ts';
import { brokenRules } from './rules.ts';
import type { Story, StoryTurn } from './story.ts';

/** The code that every ticket of a story gets. */
export const TICKET_CODE = 'TL-7K3M';

/** The dialogue to be tried, and the content that its replies are checked against. */
export interface Stage {
  readonly answer: AnswerTurn;
  readonly content: Snapshot;
}

/** A conversation between two turns. */
interface Talk {
  readonly state: ConversationState;
  readonly status: ConversationStatus;
  readonly buttons: readonly Choice[];
  /** What was answered last. */
  readonly heard: string;
  /** Replies in a row that led nowhere. */
  readonly lost: number;
  /** Everything the citizen wrote. */
  readonly said: readonly string[];
  readonly now: Date;
}

type Message = Pick<InboundMessage, 'kind' | 'text'>;

/** What differs from the story, one text for each turn that is not as written. */
export function play(stage: Stage, story: Story): string[] {
  const faults: string[] = [];
  let talk: Talk = {
    state: freshConversation(story.locale),
    status: 'bot',
    buttons: [],
    heard: '',
    lost: 0,
    said: [],
    now: parseWhen(story.asOf),
  };
  for (const [index, turn] of story.turns.entries()) {
    if (turn.at !== undefined) talk = { ...talk, now: parseWhen(turn.at) };
    const message = messageOf(turn, talk.buttons);
    if (message === null) return [...faults, describe(index, turn, [noButton(talk.buttons)])];
    if (turn.inCharge) talk = { ...talk, status: 'agent' };
    const output = say(stage, talk, turn, message);
    const before = talk;
    talk = after(talk, message, output);
    const differences = [
      ...compareReply({ ...turn.bot, never: [...story.never, ...(turn.bot.never ?? [])] }, output),
      ...brokenRules(output, {
        content: stage.content,
        on: vietnamDay(talk.now),
        said: talk.said,
      }),
      ...leadsOn(before, output),
      ...compareMemory(turn.state ?? {}, talk),
      ...(turn.also ?? []).flatMap((text) => otherSpelling(stage, before, turn, text, output)),
    ];
    if (differences.length > 0) faults.push(describe(index, turn, differences, output));
  }
  return faults;
}

/** A value, not a label: a button of an earlier message, which people scroll back to. */
const OLDER_BUTTON = /^[a-z]:/;

/** Null when the story presses a button that the last reply did not show. */
function messageOf(turn: StoryTurn, buttons: readonly Choice[]): Message | null {
  const { event, citizen, choice = '' } = turn;
  if (event !== undefined) return { kind: event, text: '' };
  if (citizen !== undefined) return { kind: 'text', text: citizen.repeat(turn.repeat ?? 1) };
  const pressed = buttons.find(({ label, value }) => label === choice || value === choice);
  const value = pressed?.value ?? (OLDER_BUTTON.test(choice) ? choice : null);
  return value === null ? null : { kind: 'choice', text: value };
}

function noButton(buttons: readonly Choice[]): string {
  const labels = buttons.map(({ label }) => label).join(' | ');
  return `không có nút này; các nút đang có: ${labels || '(không có nút)'}`;
}

function say(
  { answer }: Stage,
  { state, status, now }: Talk,
  { desk, inCharge }: StoryTurn,
  message: Message,
): TurnOutput {
  const conversation = restored(state);
  const people = desk === undefined ? {} : { desk };
  const waiting = desk === undefined ? status === 'waiting' : desk.ticket === 'queued';
  const input = { conversation, message, now, ticketCode: TICKET_CODE, waiting, ...people };
  return answer({ ...input, personInCharge: inCharge });
}

/** As it comes back from the store: a restart between two turns changes nothing. */
function restored(state: ConversationState): ConversationState {
  return conversationSchema.parse(JSON.parse(JSON.stringify(state)));
}

/** The conversation after a turn, with what the store would make of its effects. */
function after(talk: Talk, message: Message, output: TurnOutput): Talk {
  const { conversation, replies, effects } = output;
  const kinds = effects.map(({ kind }) => kind);
  const erased = kinds.includes('delete-my-data');
  const status = statusAfter(kinds, talk.status);
  return {
    ...talk,
    state: erased ? freshConversation(conversation.locale) : conversation,
    status: erased ? 'bot' : status,
    buttons: replies.at(-1)?.choices ?? [],
    heard: textOf(output),
    lost: isLost(output) ? talk.lost + 1 : 0,
    said: [...talk.said, message.text],
  };
}

/** Who is in charge after what was done. */
function statusAfter(kinds: readonly string[], before: ConversationStatus): ConversationStatus {
  if (kinds.includes('withdraw-ticket') || kinds.includes('stop-messages')) return 'bot';
  // The number goes to the person who is there, and that person stays.
  if (kinds.includes('ask-callback')) return before === 'agent' ? 'agent' : 'bot';
  return kinds.includes('open-ticket') ? 'waiting' : before;
}

/** Whoever was not understood and tries again reads something new, and soon the whole menu. */
function leadsOn({ heard, lost }: Talk, output: TurnOutput): string[] {
  const last = output.replies.at(-1);
  const asking = last?.outcome === 'clarified';
  const menu = MENU.every((id) => last?.choices.some(({ value }) => value === `i:${id}`));
  return [
    ...((asking || isLost(output)) && heard === textOf(output)
      ? ['lặp lại y nguyên câu trước']
      : []),
    ...(isLost(output) && lost >= 2 && !menu
      ? ['ba lần liền chưa giúp được mà không đưa thực đơn']
      : []),
  ];
}

function isLost({ replies, understood: { intent } }: TurnOutput): boolean {
  return replies.length > 0 && (intent === null || intent === 'out-of-scope');
}

function textOf({ replies }: TurnOutput): string {
  return replies.map(({ text }) => text).join('\n');
}

/** The same thing in another spelling, from the same point of the talk. */
function otherSpelling(
  stage: Stage,
  talk: Talk,
  turn: StoryTurn,
  text: string,
  first: TurnOutput,
): string[] {
  const other = say(stage, talk, turn, { kind: 'text', text });
  const [wanted, got] = [first, other].map(outcomeOf);
  return wanted === got ? [] : [`viết “${text}” thì thành ${got}, không phải ${wanted}`];
}

function outcomeOf({ understood, replies }: TurnOutput): string {
  return `${understood.intents.join(' + ') || understood.intent} (${replies.at(-1)?.outcome})`;
}

/** Long messages are shown by their beginning. */
const SHOWN = 120;

function describe(
  index: number,
  turn: StoryTurn,
  differences: readonly string[],
  output?: TurnOutput,
): string {
  const said = turn.citizen ?? turn.choice ?? turn.event ?? '';
  return [
    `Lượt ${index + 1}, người dân: “${said.slice(0, SHOWN)}”`,
    ...differences.map((difference) => `  ✗ ${difference}`),
    ...(output === undefined
      ? []
      : [`  Máy hiểu: ${outcomeOf(output)}`, `  Máy trả lời: ${textOf(output)}`]),
    ...(output === undefined
      ? []
      : [
          `  Nút: ${output.replies.flatMap(({ choices }) => choices.map(({ label }) => label)).join(' | ')}`,
        ]),
  ].join('\n');
}
