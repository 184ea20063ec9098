import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { parseChatWords } from '../../src/content/chat-words.ts';

/** The chat words as staff keep them. */
export const chatWords = parseChatWords(
  parse(readFileSync(new URL('../../data/chat-words.yaml', import.meta.url), 'utf8')),
);
