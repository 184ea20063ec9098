/** Buttons in words, for channels that have none or too few: a typed number picks one. */
import type { Choice } from '../message.ts';
import { splitText } from './split.ts';

/**
 * The messages of a text with one numbered line for each choice, in the order in which they are
 * offered. The lines stay together: below the end of the text, or as a message of their own.
 */
export function numberedParts(text: string, choices: readonly Choice[], limit: number): string[] {
  const parts = splitText(text, limit);
  const menu = choices.map(({ label }, index) => `${index + 1}. ${label}`).join('\n');
  if (menu === '') return parts;
  const end = [...parts.splice(-1), menu].join('\n\n');
  if (end.length <= limit) return [...parts, end];
  return [...splitText(text, limit), ...splitText(menu, limit)];
}
