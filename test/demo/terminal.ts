/** Shows conversations in a terminal: who wrote what where, in the form that the channel has. */
import { styleText } from 'node:util';
import type { Phone, Shown, Written } from './phone.ts';

const MARGIN = 12;
const WIDTH = 84;

/** What the person did. */
export function showWritten({ title }: Phone, { text, form }: Written): void {
  const hint = form === undefined ? '' : `  ${styleText('dim', `(${form})`)}`;
  print(styleText('cyan', title.padEnd(MARGIN - 2)), '›', `${text}${hint}`);
}

/** What the person got. */
export function showReply({ title }: Phone, { text, buttons, note }: Shown): void {
  const lines = [...wrapped(text), ...inRows(buttons)];
  if (note !== undefined) lines.push(styleText('dim', `(${note})`));
  const [first = '', ...others] = lines;
  print(styleText('green', title.padEnd(MARGIN - 2)), '‹', first);
  for (const line of others) console.log(`${' '.repeat(MARGIN)}${line}`.trimEnd());
  console.log();
}

function print(label: string, direction: string, line: string): void {
  console.log(`${label}${direction} ${line}`);
}

/** The text in lines that fit. */
function wrapped(text: string): string[] {
  return text.split('\n').flatMap((line) => filled(line.split(' '), ' '));
}

function inRows(buttons: readonly string[]): string[] {
  const keys = buttons.map((label, at) => `[${at + 1} ${label}]`);
  return filled(keys, '  ').map((row) => (row === '' ? row : styleText('bold', row)));
}

/** As many pieces in a line as fit. */
function filled(pieces: readonly string[], gap: string): string[] {
  const lines: string[] = [];
  for (const piece of pieces) {
    const line = lines.at(-1);
    const longer = line === undefined ? piece : `${line}${gap}${piece}`;
    if (line === undefined || longer.length > WIDTH - MARGIN) lines.push(piece);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}
