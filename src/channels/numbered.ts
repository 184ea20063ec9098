/** Buttons in words, for channels that have none or too few: a typed number picks one. */
import type { Choice } from '../message.ts';

/** The text, below it one numbered line for each choice, in the order in which they are offered. */
export function withNumbers(text: string, choices: readonly Choice[]): string {
  if (choices.length === 0) return text;
  const lines = choices.map(({ label }, index) => `${index + 1}. ${label}`);
  return `${text}\n\n${lines.join('\n')}`;
}
