/** Several questions in one message: split only where each part is understood by itself. */
import { inContext, matterOf, type Reading } from './context.ts';
import type { ConversationState } from './conversation.ts';
import { stripMarks } from './normalize.ts';
import type { Understand, Understanding } from './understand.ts';

export interface Question {
  readonly understanding: Understanding;
  readonly reading: Reading;
}

/** More than this in one message is a list, and one answer cannot hold it. */
const MOST = 3;
/** Shorter pieces lean on their neighbours: "hàng thật không". */
const SHORTEST = 4;

/** Where sentences end, and where people start a new question without ending the old one. */
const BOUNDARIES: readonly RegExp[] = [
  /[?!;]+|\.(?=\s)/,
  /[?!;]+|\.(?=\s)|,|(?<=\s)(?:với lại|voi lai|rồi thì|roi thi|à mà|a ma|cho hỏi thêm|cho hoi them|and also)(?=\s)/i,
  /[?!;,]+|\.(?=\s)|(?<=\s)(?:và|rồi|còn|với|and)(?=\s)/i,
];

/** Without marks "con" may be "còn"; with them it is a child. */
const BARE_BOUNDARY = /[?!;,]+|\.(?=\s)|(?<=\s)(?:va|roi|con|voi|and)(?=\s)/i;

/** The questions in a text, or none if it is to be read as one. */
export function splitQuestions(
  text: string,
  understand: Understand,
  conversation: ConversationState,
  isMatter: (intent: string) => boolean,
): Question[] {
  const bare = stripMarks(text) === text ? [BARE_BOUNDARY] : [];
  for (const boundary of [...BOUNDARIES, ...bare]) {
    const parts = text
      .split(boundary)
      .map((part) => part.trim())
      .filter(Boolean);
    // Three pieces side by side are a list; of two, a short one leans on the other.
    const shortest = parts.length > 2 ? SHORTEST - 1 : SHORTEST;
    if (parts.some((part) => part.split(/\s+/).length < shortest)) continue;
    if (parts.length < 2 || parts.length > MOST + 2) continue;
    const questions = distinctMatters(parts, understand, conversation, isMatter);
    if (questions.length >= 2) return questions.slice(0, MOST);
  }
  return [];
}

/** The parts that are surely about something, one for each matter; none if a part is unclear. */
function distinctMatters(
  parts: readonly string[],
  understand: Understand,
  conversation: ConversationState,
  isMatter: (intent: string) => boolean,
): Question[] {
  const found = new Map<string, Question>();
  for (const part of parts) {
    const understanding = understand(part);
    // "vina thì sao" goes with what stands before it.
    if (understanding.residue === '') return [];
    // By itself: what was said before must not make a question of a half sentence.
    const reading = inContext(understanding, { ...conversation, topic: null, offered: [] });
    if (reading.intent === null || reading.certainty !== 'sure') return [];
    if (isMatter(reading.intent)) found.set(matterOf(reading.intent), { understanding, reading });
  }
  return [...found.values()];
}
