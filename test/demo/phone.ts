/** A channel as somebody who watches it sees it: one person there, and that person's screen. */
import type { Db } from '../../src/store/schema.ts';

export interface Phone {
  /** What one types before a line to write there. */
  readonly name: string;
  /** Where the person is. */
  readonly title: string;
  /** What the program has to be told to use this stand-in. */
  readonly settings: Readonly<Record<string, string>>;
  /** What the person does first, and what they try then: a line, or the number of a choice. */
  readonly samples: readonly string[];
  /** What must stand in the database before the program starts. */
  prepare?(db: Db): Promise<void>;
  /** Tells the provider where the program is, and waits until they have met. */
  meet(url: string): Promise<void>;
  /** The person writes that, or presses the button of that number; resolves when it is received. */
  write(line: string): Promise<Written>;
  /** Everything that the person got, oldest first. */
  screen(): readonly Shown[];
  close(): Promise<void>;
}

/** What the person did, in words; `form` says how where it was not typed. */
export interface Written {
  readonly text: string;
  readonly form?: string;
}

export interface Shown {
  readonly text: string;
  readonly buttons: readonly string[];
  /** What else there is to see of it, such as the segments of an SMS. */
  readonly note?: string;
}

/** The button with that number, if the line is one. */
export function numbered<Button>(line: string, buttons: readonly Button[]): Button | undefined {
  return /^[1-9]$/.test(line) ? buttons[Number(line) - 1] : undefined;
}

/** Waits until it holds. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 20));
}
