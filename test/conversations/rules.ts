/** What holds for every reply of every story, whatever was asked. */
import type { Snapshot } from '../../src/content/content.ts';
import type { Day } from '../../src/day.ts';
import { writeDay } from '../../src/day.ts';
import type { TurnOutput } from '../../src/dialogue/conversation.ts';
import { choiceValue } from '../../src/dialogue/draft.ts';
import { mask } from '../../src/mask.ts';
import type { Reply } from '../../src/message.ts';

/** What the rules look at beside the reply. */
export interface Scene {
  readonly content: Snapshot;
  readonly on: Day;
  /** What the citizen wrote so far. */
  readonly said: readonly string[];
}

type Rule = (reply: Reply, scene: Scene) => string[];

/** One screen of a small phone. */
const LONGEST = 600;
const LONGEST_SMS = 300;
const LONGEST_LABEL = 20;

/** Matters that state nothing about the world, so that they need no source. */
const NO_FACTS = new Set([
  'about-bot',
  'handoff-human',
  'help',
  'language',
  'out-of-scope',
  'privacy',
  'stop',
]);

/** The rules that the replies of a turn break, in sentences for staff. */
export function brokenRules(output: TurnOutput, scene: Scene): string[] {
  return [
    ...output.replies.flatMap((reply) => RULES.flatMap((rule) => rule(reply, scene))),
    ...personalIn(JSON.stringify([keptOf(output), output.conversation]), scene.said).map(
      (number) => `số riêng còn nằm trong phiếu hay trong trí nhớ: ${number}`,
    ),
  ];
}

/** A number to be called back on was given for that, and is kept apart. */
function keptOf({ effects }: TurnOutput): TurnOutput['effects'] {
  return effects.filter(({ kind }) => kind !== 'ask-callback');
}

const RULES: readonly Rule[] = [
  fitsOneScreen,
  fitsOneSms,
  asksOneThing,
  keepsSecrets,
  isFilled,
  speaksCalmly,
  offersPerson,
  hasShortLabels,
  namesSources,
  avoidsWords,
];

/** The text without the line that says where it comes from. */
export function bodyOf(reply: Reply): string {
  const lines = reply.text.split('\n');
  return /^(Nguồn|Source): |^(Hướng dẫn chung|General advice)/.test(lines.at(-1) ?? '')
    ? lines.slice(0, -1).join('\n')
    : reply.text;
}

/** What the assistant says itself, without the words of the citizen that it reads back. */
function ownWords(reply: Reply): string {
  return bodyOf(reply).replace(/“[^”]*”/g, '');
}

function fitsOneScreen(reply: Reply): string[] {
  const { length } = bodyOf(reply);
  return length > LONGEST ? [`dài ${length} chữ, quá ${LONGEST}`] : [];
}

function fitsOneSms({ short }: Reply): string[] {
  const strange = short.match(/[^A-Za-z0-9 \n@£$¥!"#%&'()*+,\-./:;<=>?¡§¿_]/gu) ?? [];
  return [
    ...(short === '' ? ['thiếu bản ngắn cho SMS'] : []),
    ...(short.length > LONGEST_SMS ? [`bản SMS dài ${short.length} chữ, quá ${LONGEST_SMS}`] : []),
    ...(strange.length > 0 ? [`bản SMS có chữ ngoài GSM-7: ${strange.join(' ')}`] : []),
  ];
}

function asksOneThing(reply: Reply): string[] {
  const questions = ownWords(reply).match(/\?(?=\s|$)/g)?.length ?? 0;
  return questions > 1 ? [`hỏi ${questions} câu một lúc`] : [];
}

function keepsSecrets({ text, short }: Reply, { said }: Scene): string[] {
  return personalIn(`${text}\n${short}`, said).map((number) => `nhắc lại số riêng: ${number}`);
}

/** Numbers and addresses of the citizen, as far as `mask` takes them for personal, in a text. */
function personalIn(text: string, said: readonly string[]): string[] {
  const digits = text.replace(/\D/g, '');
  const all = said.flatMap((one) => personalOf(one));
  return all.filter((one) => (/^\d+$/.test(one) ? digits.includes(one) : text.includes(one)));
}

const PRIVATE = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}.-]{1,63}|\p{Nd}(?:[ .-]?\p{Nd}){3,}/gu;

function personalOf(said: string): string[] {
  const masked = mask(said);
  return (said.slice(0, 10_000).match(PRIVATE) ?? [])
    .filter((one) => !masked.includes(one))
    .map((one) => (one.includes('@') ? one : one.replace(/\D/g, '')));
}

function isFilled({ text, short }: Reply): string[] {
  const gaps = `${text}\n${short}`.match(/\{\{.*?\}\}|undefined|\[object/g) ?? [];
  return gaps.map((gap) => `còn chỗ trống: ${gap}`);
}

function speaksCalmly(reply: Reply): string[] {
  const loud = ownWords(reply).match(/!|\p{Extended_Pictographic}/gu) ?? [];
  return loud.map((sign) => `có dấu “${sign}”`);
}

/** design/writing.md: words that promise for others, guess, or sound like a decree. */
const AVOIDED = ['chắc là', 'có thể bạn nên', 'căn cứ', 'theo đó', 'đề nghị', 'thiết bị đầu cuối'];

function avoidsWords(reply: Reply): string[] {
  const text = ownWords(reply).toLowerCase();
  return AVOIDED.filter((words) => text.includes(words)).map((words) => `dùng lời “${words}”`);
}

/** Whoever waits for a person already has one. */
function offersPerson({ choices, outcome }: Reply): string[] {
  if (outcome === 'handed-off' || choices.length === 0) return [];
  return choices.at(-1)?.value === choiceValue.person ? [] : ['nút cuối phải là gặp người thật'];
}

function hasShortLabels({ choices }: Reply): string[] {
  return choices
    .filter(({ label }) => label.length > LONGEST_LABEL)
    .map(({ label }) => `nút “${label}” dài quá ${LONGEST_LABEL} chữ`);
}

const DATE = /\b\d{1,2}\/(?:\d{1,2}\/)?20\d\d\b/;

function namesSources(reply: Reply, { content, on }: Scene): string[] {
  const { intent, outcome, sources, text } = reply;
  const factual =
    intent !== null && !NO_FACTS.has(intent) && content.intents.get(intent)?.smallTalk === false;
  // A ticket names the hours of the desk, which are the operator's own.
  if (!factual || outcome === 'handed-off') return [];
  if (sources.length === 0) {
    const general = bodyOf(reply) !== text;
    if (DATE.test(text)) return ['có ngày tháng mà không có nguồn'];
    return outcome === 'answered' && !general ? ['trả lời mà không có nguồn'] : [];
  }
  return [
    ...sources
      .filter(({ title }) => !text.includes(title))
      .map(({ title }) => `thiếu tên nguồn ${title}`),
    ...(content.checkedOn <= on && !text.includes(writeDay(content.checkedOn))
      ? ['thiếu ngày kiểm tra nguồn']
      : []),
    ...(reply.short.includes('(') && /(Nguon|Source): /.test(reply.short)
      ? []
      : ['bản SMS thiếu nguồn']),
  ];
}
