/** Angry messages: one sentence of regret without excuse, then the shortest way to a person. */
import type { Decision, Turn } from './turn.ts';

/**
 * Words that are angry whatever else is said. Without marks many harmless words look like them
 * ("tức là", "chặn ngay", "vợ dùng"), so they stand in phrases.
 */
const ANGRY =
  /\b(?:buc (?:minh|boi|qua|tuc|that|lam)|tuc (?:minh|gian|qua|chet|lam|dien)|dien (?:tiet|ca nguoi)|gian (?:qua|lam)|chan qua|qua dang|vo trach nhiem|lam an (?:gi |kieu gi|nhu (?:the|vay|do)|chan|bet)|tac trach|khinh (?:dan|thuong|nguoi)|coi thuong (?:dan|nguoi)|hanh (?:dan|ha)|lua dan|that vong|te (?:qua|hai|that)|(?:bot|may|tra loi|lu|bon|thang) ngu|ngu (?:qua|vai|nhu|ngoc)|do ngu|vo dung (?:qua|the)|do vo dung|vo tich su|tao (?:khong|ko|k|di|se|muon|can|chan|tuc|buc|hoi)|tau (?:khong|ko|di|se)|di kien|kien (?:ra toa|tung)|nhu (?:cut|cac|shit)|vcl|vkl|dm|dcm|cmm|dmm|me kiep|mat day|cam mom|im di|ridiculous|useless|stupid|terrible|fed up|angry|disgusting)\b/;

/** Whether a message is angry; `plain` is without marks, in lower case. */
export function soundsAngry(plain: string): boolean {
  return ANGRY.test(plain);
}

const SORRY = /rất tiếc|xin lỗi|sorry/i;
/** Room for the sentence on the screen, and in one SMS beside the source. */
const SCREEN = 540;
const SMS = 200;

/**
 * The same decision for somebody who is angry. Where steps are urgent they stay first; where
 * nothing was understood, the person is all that is offered.
 */
export function withRegret(turn: Turn, decision: Decision): Decision {
  const { draft } = decision;
  const urgent = turn.content.intents.get(draft.intent ?? '')?.urgent === true;
  if (turn.kind !== 'text' || urgent || SORRY.test(draft.lead)) return decision;
  if (!soundsAngry(turn.understanding.plain)) return decision;
  const lost = draft.outcome === 'not-understood' || draft.intent === 'out-of-scope';
  if (lost && turn.conversation.failures === 0) {
    const lead = turn.say('human.regret-person');
    return { ...decision, draft: { ...draft, lead, short: lead, tail: '', choices: [] } };
  }
  const regret = turn.say('human.regret');
  const cards = draft.cards.flatMap(({ title, lines }) => [title, ...lines]);
  const length = [regret, draft.lead, draft.tail, ...cards].join(' ').length;
  if (length > SCREEN) return decision;
  const short = draft.short.length + regret.length > SMS ? draft.short : `${regret} ${draft.short}`;
  return { ...decision, draft: { ...draft, lead: `${regret} ${draft.lead}`, short } };
}
