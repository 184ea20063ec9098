/** Words that mean a command wherever the conversation stands. Numbers pick choices there. */
import { toGsm7 } from '../../gsm7.ts';

/** Written together, without marks; each with the choice that it stands for. */
const KEYWORDS: Readonly<Record<string, string>> = {
  TROGIUP: 'i:help',
  HELP: 'i:help',
  TUCHOI: 'i:stop',
  STOP: 'i:stop',
  STOPALL: 'i:stop',
  UNSUBSCRIBE: 'i:stop',
};

/** The value of the choice that a whole message stands for; undefined when it is no command. */
export function commandOf(text: string): string | undefined {
  const word = text.normalize('NFC').replace(/[^\p{L}\p{N}]/gu, '');
  // "dung" is also "đúng", a yes: it is a command in capitals, or with its mark.
  if (word === 'DUNG' || word.toLowerCase() === 'dừng') return 'i:stop';
  const keyword = toGsm7(word).toUpperCase();
  return Object.hasOwn(KEYWORDS, keyword) ? KEYWORDS[keyword] : undefined;
}
