/** For whom the citizen asks, and how the citizen wants to be addressed. */
import type { ConversationState } from './conversation.ts';

export type Person = NonNullable<ConversationState['person']>;

/** Words for relatives, unaccented. The longest match wins: "ba noi" before "ba". */
const RELATIVES: readonly (readonly [string, Person['kind'], string])[] = [
  ['ba noi', 'grandmother', 'bà nội'],
  ['ba ngoai', 'grandmother', 'bà ngoại'],
  ['ong noi', 'grandfather', 'ông nội'],
  ['ong ngoai', 'grandfather', 'ông ngoại'],
  ['ba cu', 'grandmother', 'bà cụ'],
  ['ong cu', 'grandfather', 'ông cụ'],
  ['me toi', 'mother', 'mẹ bạn'],
  ['me em', 'mother', 'mẹ bạn'],
  ['me con', 'mother', 'mẹ bạn'],
  ['me minh', 'mother', 'mẹ bạn'],
  ['me chong', 'mother', 'mẹ chồng bạn'],
  ['me vo', 'mother', 'mẹ vợ bạn'],
  ['ma toi', 'mother', 'má bạn'],
  ['ma tui', 'mother', 'má bạn'],
  ['ma em', 'mother', 'má bạn'],
  ['bo toi', 'father', 'bố bạn'],
  ['bo em', 'father', 'bố bạn'],
  ['bo minh', 'father', 'bố bạn'],
  ['bo chong', 'father', 'bố chồng bạn'],
  ['ba toi', 'father', 'ba bạn'],
  ['ba tui', 'father', 'ba bạn'],
  ['cha toi', 'father', 'cha bạn'],
  ['tia tui', 'father', 'tía bạn'],
  ['hang xom', 'other', 'người hàng xóm'],
  ['my mother', 'mother', 'your mother'],
  ['my mom', 'mother', 'your mother'],
  ['my mum', 'mother', 'your mother'],
  ['my father', 'father', 'your father'],
  ['my dad', 'father', 'your father'],
  ['my grandmother', 'grandmother', 'your grandmother'],
  ['my grandma', 'grandmother', 'your grandmother'],
  ['my grandfather', 'grandfather', 'your grandfather'],
  ['my grandpa', 'grandfather', 'your grandfather'],
  ['my neighbour', 'other', 'your neighbour'],
  ['my neighbor', 'other', 'your neighbour'],
];

/** Whether the accented text says "bà" for a grandmother and not "ba" for a father. */
const ACCENTED: Readonly<Record<string, RegExp>> = {
  'ba toi': /(?<![\p{L}])ba tôi/iu,
  'ba tui': /(?<![\p{L}])ba tui/iu,
};

/** Who is meant, or null when the citizen speaks of nobody else. */
export function findPerson(text: string, plain: string): Person | null {
  for (const [words, kind, word] of RELATIVES) {
    if (!new RegExp(`\\b${words}\\b`).test(plain)) continue;
    const accented = ACCENTED[words];
    if (accented !== undefined && text !== plain && !accented.test(text)) {
      return { kind: 'grandmother', word: 'bà' };
    }
    return { kind, word };
  }
  return null;
}

const SELF =
  /^(?:alo |da |cho )?(?:(co|chu|bac|ong|ba) (?:hoi|muon|can|xai|dung|dang|nho|bi|nghe|khong biet|thay) )/;
const ADDRESS: Readonly<Record<string, string>> = {
  co: 'cô',
  chu: 'chú',
  bac: 'bác',
  ong: 'ông',
  ba: 'bà',
};

/** "cô", "chú", "bác" … when the citizen speaks of themselves so, else null ("bạn"). */
export function findAddress(plain: string): string | null {
  return ADDRESS[SELF.exec(plain)?.[1] ?? ''] ?? null;
}

/** Puts the citizen's own word in the place of "bạn"; never inside "bạn bè". */
export function addressAs(text: string, word: string | null): string {
  if (word === null) return text;
  const capital = word.charAt(0).toUpperCase() + word.slice(1);
  return text
    .replace(/(?<!\p{L})Bạn(?!\p{L}| bè)/gu, capital)
    .replace(/(?<!\p{L})bạn(?!\p{L}| bè)/gu, word);
}
