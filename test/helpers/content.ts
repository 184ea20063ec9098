/** The project's own content, and copies of it that a test may break. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Snapshot } from '../../src/content/content.ts';
import { loadContent, openContent } from '../../src/content/files.ts';
import { writeProblem } from '../../src/content/problems.ts';

export const ROOT = join(import.meta.dirname, '../..');

let own: Snapshot | undefined;

/** The project's own content, read once a test file. */
export function ownContent(): Snapshot {
  own ??= openContent(ROOT, '2026-11-22');
  return own;
}

/** A copy of intents/, data/ and locales/ that lives as long as the test. */
export function copyContent(): string {
  const root = mkdtempSync(join(tmpdir(), 'content-'));
  for (const folder of ['intents', 'data', 'locales']) {
    cpSync(join(ROOT, folder), join(root, folder), { recursive: true });
  }
  onTestFinished(() => rmSync(root, { recursive: true }));
  return root;
}

/** Replaces a piece of a file that must be there. */
export function edit(root: string, file: string, piece: string, by: string): void {
  const path = join(root, file);
  const text = readFileSync(path, 'utf8');
  if (!text.includes(piece)) throw new Error(`${file} does not hold "${piece}"`);
  writeFileSync(path, text.replace(piece, by));
}

/** The errors that `npm run check` would print. */
export function errorsIn(root: string, today = '2026-11-22'): string[] {
  return loadContent(root, today)
    .problems.filter(({ level }) => level === 'error')
    .map(writeProblem);
}

/** The line, from 1, on which a piece of a file begins. */
export function lineOf(root: string, file: string, piece: string): number {
  const text = readFileSync(join(root, file), 'utf8');
  return text.slice(0, text.indexOf(piece)).split('\n').length;
}
