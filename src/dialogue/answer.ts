/**
 * One turn: understand → decide → render. The map of this folder.
 *
 * Everything here is pure: the same content, conversation, message and clock give the same reply.
 */
import type { Snapshot } from '../content/content.ts';
import { vietnamDay } from '../day.ts';
import { LOCALES, type Locale, type Reply } from '../message.ts';
import { withRegret } from './anger.ts';
import { isElsewhere } from './clarify.ts';
import type { Classifier } from './classifier.ts';
import { type Reading, withNamesakes, withOrdinals } from './context.ts';
import type {
  AnswerTurn,
  ConversationState,
  TurnInput,
  TurnOutput,
  Understood,
} from './conversation.ts';
import { asksForPerson } from './danger.ts';
import { asksUnderPerson, type Decided, decide, decideUnderPerson } from './decide.ts';
import type { Draft } from './draft.ts';
import { plainName } from './entities.ts';
import { joinAnswers } from './join-answers.ts';
import { menuChoices } from './menu.ts';
import { type Question, splitQuestions } from './questions.ts';
import { render } from './render.ts';
import { withTicketToo } from './skills/open-ticket.ts';
import type { Decision, Turn } from './turn.ts';
import { makeUnderstand, type Understand, type Understanding } from './understand.ts';
import { isUrgent, speaksOfFrail, urgentBesides } from './urgent.ts';

const FAR_OFF = 'out-of-scope';

/** Binds the dialogue to a content snapshot and the classifier trained on it. */
export function makeAnswer(content: Snapshot, classifier: Classifier): AnswerTurn {
  const understand = makeUnderstand(content, classifier);
  return (input) => {
    const turn = turnOf(input, understand, content);
    if (input.personInCharge === true) return underPerson(turn, input.conversation);
    const { decided, intents } = decideAll(turn, understand);
    const warned = warnOfPersonalData(turn, decided.decision);
    const decision = afterFailures(turn, withTicketToo(turn, warned));
    return outputOf(turn, { ...decided, decision: withRegret(turn, decision) }, intents);
  };
}

function turnOf(input: TurnInput, understand: Understand, content: Snapshot): Turn {
  const known = withoutEndedTicket(input);
  const understanding = inTalk(understandMessage(understand, input), known, content);
  const conversation = listen(known, understanding);
  return {
    conversation,
    kind: input.message.kind,
    understanding,
    content,
    now: input.now,
    on: vietnamDay(input.now),
    say: content.texts.say(conversation.locale),
    ticketCode: input.ticketCode,
    desk: input.desk,
    waiting: input.waiting === true,
  };
}

/** A ticket that the desk does not know any more takes no messages. */
function withoutEndedTicket({ conversation, desk }: TurnInput): ConversationState {
  return desk?.ticket === null ? { ...conversation, ticket: null } : conversation;
}

function outputOf(turn: Turn, decided: Decided, intents: readonly string[]): TurnOutput {
  const { decision } = decided;
  const { effects = [] } = decision;
  const next = remember(turn, decision);
  const { content, on } = turn;
  const reply = render(decision.draft, {
    content,
    on,
    locale: next.locale,
    address: next.address,
    waiting: turn.waiting || effects.some(({ kind }) => kind === 'open-ticket'),
  });
  return {
    conversation: { ...next, offered: offeredBy(reply) },
    replies: [reply],
    effects,
    understood: understood(turn, decided, intents),
  };
}

/** A person is in charge: orders are obeyed, and everything else is left to that person. */
function underPerson(turn: Turn, before: ConversationState): TurnOutput {
  const decision = decideUnderPerson(turn);
  if (decision === null) return silence(turn, before);
  const { intent } = decision.draft;
  const reading = { intent, score: 1, certainty: 'sure', rivals: [] } as const;
  return outputOf(turn, { decision, reading }, intent === null ? [] : [intent]);
}

/** Nothing is said, and of what was written to a person nothing is remembered. */
function silence(turn: Turn, before: ConversationState): TurnOutput {
  const { text } = turn.understanding;
  const locale = LOCALES.find((one) => turn.kind === 'choice' && text === `l:${one}`);
  return {
    conversation: {
      ...before,
      ...(locale === undefined ? {} : { locale, localeChosen: true }),
      ...(asksUnderPerson(before) ? { waitingFor: null } : {}),
      lastTicket: before.ticket?.code ?? before.lastTicket,
    },
    replies: [],
    effects: [],
    understood: { intent: null, intents: [], score: 0, alternatives: [], ...heard(turn) },
  };
}

/** A button's value is read as it is; everything else is understood as language. */
function understandMessage(understand: Understand, { message }: TurnInput): Understanding {
  if (message.kind === 'text') return understand(message.text);
  return { ...understand(''), text: message.text };
}

/** What only the conversation tells of what a message names. */
function inTalk(
  u: Understanding,
  conversation: ConversationState,
  content: Snapshot,
): Understanding {
  const carriers = content.carriers.values();
  return withOrdinals(withNamesakes(u, conversation, carriers), conversation);
}

/** What the message tells about the citizen before any question is answered. */
function listen(conversation: ConversationState, u: Understanding): ConversationState {
  return {
    ...conversation,
    locale: localeAfter(conversation, u),
    carrier: u.entities.carriers.at(-1) ?? conversation.carrier,
    // Without our own question open, a new matter is about somebody only if it says so.
    person: u.entities.person ?? (conversation.waitingFor === null ? null : conversation.person),
    address: conversation.address ?? u.address,
    frail: conversation.frail || speaksOfFrail(u.plain, u.entities.person),
  };
}

/** Enough words to be a real switch of language and not a "hello" or a "thanks". */
const WORDS_TO_SWITCH = 3;

function localeAfter(conversation: ConversationState, u: Understanding): Locale {
  if (conversation.localeChosen || (u.language !== 'vi' && u.language !== 'en')) {
    return conversation.locale;
  }
  return u.text.split(/\s+/).length >= WORDS_TO_SWITCH ? u.language : conversation.locale;
}

/** A decision, and all matters that it answers. */
interface DecidedAll {
  readonly decided: Decided;
  readonly intents: readonly string[];
}

function decideAll(turn: Turn, understand: Understand): DecidedAll {
  const { content, understanding, conversation } = turn;
  const { plain, ranked } = understanding;
  const urgent =
    content.intents.get(ranked[0]?.intent ?? '')?.urgent === true ||
    urgentBesides(plain, conversation, ranked) !== null;
  if (turn.kind === 'text' && !urgent && conversation.waitingFor === null) {
    const isMatter = (id: string) =>
      content.intents.get(id)?.smallTalk === false && !isElsewhere(id) && id !== 'help';
    const questions = splitQuestions(understanding.text, understand, conversation, isMatter);
    if (questions.length >= 2) return decideMatters(turn, questions);
  }
  return decideOne(turn);
}

/** Several matters get an answer each, unless one is urgent and the other is to be helped by a person. */
function decideMatters(turn: Turn, questions: readonly Question[]): DecidedAll {
  const { conversation, understanding } = turn;
  const urgent = questions.find(({ reading }) =>
    isUrgent({ topic: reading.intent, frail: conversation.frail }),
  );
  return urgent !== undefined && asksForPerson(understanding.plain)
    ? decideOne(turn, urgent.reading)
    : joinAnswers(turn, questions);
}

function decideOne(turn: Turn, given?: Reading): DecidedAll {
  const decided = decide(turn, given);
  const intent = decided.decision.draft.intent;
  return { decided, intents: intent === null ? [] : [intent] };
}

/** Personal data is never repeated; the warning comes before the answer. */
function warnOfPersonalData(turn: Turn, decision: Decision): Decision {
  const { personal } = turn.understanding;
  if (personal === null || decision.draft.outcome === 'handed-off') return decision;
  const { draft } = decision;
  // The advice against scams needs its room on the screen.
  const warning = turn.say(
    personal === 'otp' && draft.intent === 'scam' ? 'personal.otp-short' : `personal.${personal}`,
  );
  const urgent = turn.content.intents.get(draft.intent ?? '')?.urgent === true;
  if (urgent && personal !== 'otp') {
    const tail = [draft.tail, warning].filter((part) => part !== '').join('\n');
    return { ...decision, draft: { ...draft, tail } };
  }
  return {
    ...decision,
    draft: { ...draft, lead: `${warning}\n${draft.lead}`, short: `${warning} ${draft.short}` },
  };
}

/** The second message in a row that is far off is answered in other words, with the whole menu. */
function afterFailures(turn: Turn, decision: Decision): Decision {
  const { draft } = decision;
  if (draft.intent !== FAR_OFF || turn.conversation.failures === 0) return decision;
  const lead = turn.say('off-topic-again');
  const choices = menuChoices(turn.content, turn.conversation.locale);
  return { ...decision, draft: { ...draft, lead, short: lead, choices } };
}

function remember(turn: Turn, { draft, remember: changes }: Decision): ConversationState {
  const guessed = draft.outcome === 'clarified' && draft.intent === null;
  const failed = guessed || draft.outcome === 'not-understood' || draft.intent === FAR_OFF;
  const next = {
    ...turn.conversation,
    waitingFor: null,
    failures: failed ? turn.conversation.failures + 1 : 0,
    ...changes,
  };
  const newest = next.ticket ?? turn.conversation.ticket;
  return { ...next, lastTicket: newest?.code ?? next.lastTicket };
}

/** Labels are kept as they are matched when somebody types them by hand. */
function offeredBy(reply: Reply): ConversationState['offered'] {
  return reply.choices.map(({ label, value }) => ({ label: plainName(label), value }));
}

/** The readings among the buttons of a question "A or B?". */
function offeredIn({ choices }: Draft, { rivals }: Decided['reading']): Understood['alternatives'] {
  return choices.flatMap(({ value }) => {
    const intent = value.startsWith('i:') ? value.slice(2) : null;
    if (intent === null || intent === 'help') return [];
    return [{ intent, score: rivals.find((rival) => rival.intent === intent)?.score ?? 0 }];
  });
}

function understood(
  turn: Turn,
  { decision, reading }: Decided,
  intents: readonly string[],
): Understood {
  const { ranked } = turn.understanding;
  const { draft } = decision;
  const offered =
    draft.intent === null && draft.outcome === 'clarified' ? offeredIn(draft, reading) : null;
  const others = ranked.filter(({ intent }) => intent !== draft.intent).slice(0, 3);
  return {
    intent: draft.intent,
    intents,
    score: reading.score,
    alternatives: offered ?? (draft.outcome === 'clarified' ? [] : others),
    ...heard(turn),
  };
}

/** What a message names, whatever it asks for. */
function heard({ understanding }: Turn): Pick<Understood, 'language' | 'entities'> {
  const { entities, language } = understanding;
  return {
    language,
    entities: {
      carriers: entities.carriers,
      handsets: entities.handsets,
      tac: entities.tacs,
      places: entities.places,
      person: entities.person?.kind ?? null,
    },
  };
}
