/**
 * Names that several handsets of different generations bear, and the one question that tells them
 * apart. Data: `data/handset-families.yaml`.
 */
import { z } from 'zod';
import { type Localized, localized } from './localized.ts';

/** How far an answer settles the matter: a "4G" on the back may be a fake's. */
export const CERTAINTIES = ['sure', 'likely', 'unknown'] as const;
export type Certainty = (typeof CERTAINTIES)[number];

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);

const choiceTemplate = z.strictObject({
  /** `{{year}}` and the like are the family's own: its `put`. */
  label: localized,
  certainty: z.enum(CERTAINTIES),
});

/** A question shared by many families. */
const questionTemplate = z.strictObject({
  text: localized,
  choices: z.record(id, choiceTemplate),
});

const familyRow = z.strictObject({
  key: id,
  /** As citizens call it: "Nokia 105". */
  name: z.string().min(1),
  question: id,
  /** What the question's texts take from the family: `{{year}}`, `{{older}}`, `{{newer}}`. */
  put: z.record(z.string(), z.union([z.string(), z.int()])).default({}),
  /** Keys of handsets by choice; a choice that settles nothing has none and need not stand here. */
  answers: z.record(id, z.array(id).min(1)),
});

/** The file as it is written. */
export const familiesSchema = z.strictObject({
  questions: z.record(id, questionTemplate),
  families: z.array(familyRow),
});
type FamiliesFile = z.infer<typeof familiesSchema>;
type FamilyRow = z.infer<typeof familyRow>;

/** An answer to the question of a family. */
export interface FamilyChoice {
  readonly id: string;
  readonly label: Localized;
  readonly members: readonly string[];
  readonly certainty: Certainty;
}

export interface HandsetFamily {
  readonly key: string;
  readonly name: string;
  /** Id of the question; `four-g-sign` is the one that a bare yes or no answers. */
  readonly asks: string;
  readonly question: Localized;
  readonly choices: readonly FamilyChoice[];
  /** Keys of the handsets that bear the name. */
  readonly members: readonly string[];
}

/**
 * Puts the families together with the questions that they name.
 *
 * @throws RangeError when a family names a question or a choice that does not exist.
 */
export function expandFamilies(file: FamiliesFile): HandsetFamily[] {
  return file.families.map((row) => {
    const question = file.questions[row.question];
    if (question === undefined) throw new RangeError(`${row.key}: no question "${row.question}"`);
    for (const choice of Object.keys(row.answers)) {
      if (question.choices[choice] === undefined) {
        throw new RangeError(`${row.key}: question "${row.question}" has no choice "${choice}"`);
      }
    }
    return expand(row, question);
  });
}

function expand(row: FamilyRow, question: z.infer<typeof questionTemplate>): HandsetFamily {
  const fill = (text: string) => fillIn(text, row);
  const choices = Object.entries(question.choices).map(([choice, { label, certainty }]) => ({
    id: choice,
    label: inAll(label, fill),
    certainty,
    members: row.answers[choice] ?? [],
  }));
  return {
    key: row.key,
    name: row.name,
    asks: row.question,
    question: inAll(question.text, fill),
    choices: choices.filter(
      ({ certainty, members }) => certainty === 'unknown' || members.length > 0,
    ),
    members: [...new Set(choices.flatMap(({ members }) => members))],
  };
}

function fillIn(text: string, row: FamilyRow): string {
  return text.replaceAll(/\{\{(\w+)\}\}/g, (_all, name: string) =>
    name === 'name' ? row.name : String(row.put[name] ?? ''),
  );
}

function inAll(text: Localized, change: (text: string) => string): Localized {
  return { vi: change(text.vi), ...(text.en === undefined ? {} : { en: change(text.en) }) };
}
