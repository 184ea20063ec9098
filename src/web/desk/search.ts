/** Looks things up in what the content knows. */
import { normalize, stripMarks } from '../../dialogue/normalize.ts';
import { type Audience, allItems, type Item } from './knowledge.ts';

/** More than that is no answer to a search. */
const FOUND = 20;

/** What fits the words, best first; marks and case make no difference. */
export function searchItems(audience: Audience, query: string): Item[] {
  const words = stripMarks(normalize(query, audience.content.chatWords)).split(' ').filter(Boolean);
  if (words.length === 0) return [];
  return allItems(audience)
    .map((item) => ({ item, score: scoreOf(item, words) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, FOUND)
    .map(({ item }) => item);
}

/** Every word has to be there; in the title it counts more, and what may be sent stands first. */
function scoreOf({ title, text, sendable, key }: Item, words: readonly string[]): number {
  const [head, body] = [folded(`${title} ${key}`), folded(text)];
  let score = sendable ? 1 : 0.5;
  for (const word of words) {
    if (head.includes(word)) score += 2;
    else if (body.includes(word)) score += 1;
    else return 0;
  }
  return score;
}

function folded(text: string): string {
  return stripMarks(text.toLowerCase());
}
