/** Reads intents/, data/ and locales/ into one snapshot, and says everything that is wrong. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Day } from '../day.ts';
import { UserError } from '../errors.ts';
import { LOCALES, type Locale } from '../message.ts';
import { wholeDay } from '../sourced.ts';
import { cannedSchema } from './canned.ts';
import { type Carrier, carrierSchema, contactPoint, offer, stateContactSchema } from './carrier.ts';
import { parseChatWords } from './chat-words.ts';
import { checkContent } from './check.ts';
import type { Snapshot } from './content.ts';
import type { ContentFiles } from './content-files.ts';
import { desksSchema } from './desk.ts';
import { factSchema } from './fact.ts';
import { readHandsets } from './handset-files.ts';
import { intentSchema } from './intent.ts';
import { operatorSchema } from './operator.ts';
import { placeSchema } from './place.ts';
import { type Problem, writeProblem } from './problems.ts';
import { makeTexts, type TextTree } from './texts.ts';
import { readYaml, type YamlFile } from './yaml-file.ts';

export interface Loaded {
  readonly files: ContentFiles;
  readonly snapshot: Snapshot | undefined;
  readonly problems: readonly Problem[];
}

const stateContacts = z.array(stateContactSchema);
const allCarriers = z.strictObject({
  offers: z.array(offer).default([]),
  contacts: z.array(contactPoint).default([]),
});
const release = z.strictObject({ checkedOn: wholeDay });
const textTree: z.ZodType<TextTree> = z.lazy(() =>
  z.record(z.string(), z.union([z.string(), textTree])),
);

/**
 * Loads all content below a folder. A mistake in a file is a problem, with its line.
 *
 * @throws UserError when a file is missing or a locale is no JSON.
 */
export function loadContent(root: string, today: Day): Loaded {
  const problems: Problem[] = [];
  const keep = <T>(file: YamlFile<T>): YamlFile<T> => {
    problems.push(...file.problems);
    return file;
  };
  const yaml = <T>(name: string, schema: z.ZodType<T>) =>
    keep(readYaml(readText(root, name), name, schema));

  const files: ContentFiles = {
    intents: namesIn(root, 'intents').map((name) => yaml(name, intentSchema)),
    facts: ['data/switch-off.yaml', 'data/facts.yaml'].map((name) =>
      yaml(name, z.array(factSchema)),
    ),
    carriers: namesIn(root, 'data/carriers').map((name) => yaml(name, carrierSchema)),
    stateContacts: yaml('data/contacts.yaml', stateContacts),
    operator: yaml('data/operator.yaml', operatorSchema),
    desks: yaml('data/desks.yaml', desksSchema),
    canned: yaml('data/canned.yaml', z.array(cannedSchema)),
    texts: readTexts(root),
  };
  const common = yaml('data/all-carriers.yaml', allCarriers).value;
  const operator = files.operator.value;
  const desks = files.desks.value;
  const places = yaml('data/places.yaml', z.array(placeSchema)).value;
  const checkedOn = yaml('data/release.yaml', release).value?.checkedOn;
  const chatWords = yaml('data/chat-words.yaml', z.record(z.string(), z.string())).value;
  const { catalogue, problems: handsetProblems } = readHandsets(root, readText);
  problems.push(...handsetProblems);

  const broken = problems.some(({ level }) => level === 'error');
  if (
    broken ||
    !common ||
    !operator ||
    !desks ||
    !places ||
    !checkedOn ||
    !chatWords ||
    !catalogue
  ) {
    return { files, snapshot: undefined, problems };
  }
  const snapshot: Snapshot = {
    intents: new Map(values(files.intents).map((intent) => [intent.id, intent])),
    facts: Map.groupBy(values(files.facts).flat(), ({ name }) => name),
    carriers: new Map(inOrder(values(files.carriers)).map((carrier) => [carrier.id, carrier])),
    commonOffers: common.offers,
    stateContacts: files.stateContacts.value ?? [],
    operator,
    desks,
    canned: files.canned.value ?? [],
    places,
    handsets: catalogue,
    texts: makeTexts(files.texts),
    chatWords: parseChatWords(chatWords),
    checkedOn,
  };
  problems.push(...checkContent(snapshot, files, today));
  const usable = !problems.some(({ level }) => level === 'error');
  return { files, snapshot: usable ? snapshot : undefined, problems };
}

/**
 * The content below a folder, ready for use.
 *
 * @throws UserError naming the first errors when a file is broken.
 */
export function openContent(root: string, today: Day): Snapshot {
  const { snapshot, problems } = loadContent(root, today);
  if (snapshot !== undefined) return snapshot;
  const errors = problems.filter(({ level }) => level === 'error');
  const shown = errors.slice(0, 5).map(writeProblem).join('\n');
  throw new UserError(
    `The content has ${errors.length} error(s); "npm run check" lists all:\n${shown}`,
  );
}

function inOrder(carriers: readonly Carrier[]): Carrier[] {
  const place = ({ order }: Carrier) => order ?? Number.POSITIVE_INFINITY;
  return carriers.toSorted((a, b) => place(a) - place(b) || a.id.localeCompare(b.id));
}

function values<T>(files: readonly YamlFile<T>[]): T[] {
  return files.flatMap(({ value }) => (value === undefined ? [] : [value]));
}

function namesIn(root: string, folder: string): string[] {
  return readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => `${folder}/${name}`);
}

function readText(root: string, name: string): string {
  try {
    return readFileSync(join(root, name), 'utf8');
  } catch (cause) {
    throw new UserError(`Cannot read ${name}: ${cause instanceof Error ? cause.message : cause}`);
  }
}

function readTexts(root: string): Record<Locale, TextTree> {
  const read = (locale: Locale) => {
    const name = `locales/${locale}.json`;
    try {
      return textTree.parse(JSON.parse(readText(root, name)));
    } catch (cause) {
      throw new UserError(`${name} is broken: ${cause instanceof Error ? cause.message : cause}`);
    }
  };
  return Object.fromEntries(LOCALES.map((locale) => [locale, read(locale)])) as Record<
    Locale,
    TextTree
  >;
}
