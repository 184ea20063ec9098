/** What may honestly be said of the people at the desk: never a time that nobody guaranteed. */
import { deskOf, OWN_DESK } from '../../content/desk.ts';
import { inLocale } from '../../content/localized.ts';
import { isOpen, type OfficeHours, writeOpening } from '../../content/office-hours.ts';
import type { Choice } from '../../message.ts';
import { choiceValue } from '../draft.ts';
import type { Turn } from '../turn.ts';

/** What such words depend on. */
export type Standing = Pick<Turn, 'content' | 'desk' | 'now' | 'say'>;

/**
 * When somebody reads it: the place in the queue, an empty desk, or the next opening. Whoever is to
 * be phoned stands in no queue and reads no answer here.
 */
export function waitingWords(turn: Standing): string {
  const { desk, say } = turn;
  if (desk?.ticket === 'callback') return say('human.by-phone');
  if (!isOpen(hoursOf(turn), turn.now)) return closedWords(turn);
  if (desk === undefined) return say('human.open-now');
  if (desk.present === 0) return say('human.nobody');
  return `${say('human.position', { position: desk.ahead + 1 })} ${say('human.in-chat')}`;
}

/** How the citizen's own ticket stands, and what follows from that. */
export function standingWords(turn: Turn, code: string): string {
  const { desk, say } = turn;
  switch (desk?.ticket) {
    case 'in-hand':
      return `${say('human.in-hand', { code })} ${say('human.in-chat')}`;
    case 'callback':
      return say('human.to-call', { code });
    case 'queued':
      return `${say('human.waits', { code })} ${waitingWords(turn)}`;
    default:
      return `${say('human.still-open', { code })} ${waitingWords(turn)}`;
  }
}

/** That nobody can say when an answer comes; what is said of a call says so itself. */
export function noPromise({ desk, say }: Turn): string {
  return desk?.ticket === 'callback' ? '' : say('human.no-promise');
}

/** "Nhờ gọi lại", where nobody can answer at this moment. */
export function callbackOffer(turn: Turn): Choice[] {
  const here = isOpen(hoursOf(turn), turn.now) && turn.desk?.present !== 0;
  return here || turn.desk?.ticket === 'callback' ? [] : [callbackChoice(turn)];
}

export function callbackChoice({ say }: Turn): Choice {
  return { label: say('human.callback'), value: choiceValue.callback };
}

/** Who answers, by name. */
export function operatorName({ content, conversation }: Turn): string {
  return inLocale(content.operator.name, conversation.locale);
}

/** As long as nobody has put a name to this installation, and nobody is there. */
export function sampleNote({ content, desk, say }: Turn): string {
  const somebody = (desk?.present ?? 0) > 0;
  return content.operator.isSample && !somebody ? say('human.sample') : '';
}

function hoursOf({ content, desk }: Standing): OfficeHours {
  return deskOf(content, desk?.desk ?? OWN_DESK)?.hours ?? content.operator;
}

function closedWords(turn: Standing): string {
  const opening = writeOpening(hoursOf(turn), turn.now);
  return opening === null ? turn.say('human.no-hours') : turn.say('human.closed-now', opening);
}
