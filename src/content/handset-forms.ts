/**
 * The ways in which one row of the table may be named: in full, by its code, by what people leave
 * out. Each way is kept with the generations and years that were named in it.
 */
import type { Handset } from './handset.ts';
import { compact, isCode, type Name, nameOf, type Word, wordsOf } from './handset-name.ts';
import { BRAND_SPELLINGS, FILLERS, isSyllable, MODIFIERS, SERIES } from './handset-words.ts';

/**
 * `name`: the model's own name or its number; `alias`: a code or another name; `part`: something
 * was left out; `digits`: only the number of a code.
 */
export type FormKind = 'name' | 'alias' | 'part' | 'digits';

export interface Form {
  readonly kind: FormKind;
  /** The words with blanks between them: tells which letters belong to a number. */
  readonly spaced: string;
  readonly compacted: string;
  readonly gens: readonly string[];
  readonly years: readonly number[];
  /** Words of the model that this form leaves out: "classic", "flip". */
  readonly omitted: readonly string[];
}

type Texts = readonly { readonly text: string }[];

/** What is left of "iPhone 3G" without its line is no name. */
const NO_NAME = /^([2345]g|lte)?$/;

/** What "Galaxy A" leaves without its line is a particle: "samsung ạ". */
function isEverydayWord(word: string): boolean {
  return FILLERS.has(word) || isSyllable(word);
}

/** All ways of naming a row, the fullest first; none twice. */
export function formsOf(handset: Handset): Form[] {
  const { models, others } = readBrackets(handset);
  const forms = [
    ...models.flatMap((model) => ownForms(handset, nameWords(model, handset))),
    ...[...others, ...handset.aliases].flatMap((alias) => aliasForms(nameWords(alias, handset))),
  ];
  const seen = new Set<string>();
  return forms.filter(({ kind, spaced, compacted, gens, years }) => {
    const id = `${compacted}/${gens}/${years}`;
    if (NO_NAME.test(compacted) || seen.has(id)) return false;
    seen.add(id);
    return kind !== 'part' || !spaced.split(' ').every(isEverydayWord);
  });
}

/**
 * What stands in brackets: a year ("105 (2019)"), a size that nobody says ("Pixi 3 (4.5)"), another
 * name ("F9 (F9 Pro)") or part of the name ("One (M8)").
 */
function readBrackets({ model }: Handset): { models: string[]; others: string[] } {
  const others: string[] = [];
  const bare = model.replace(/\((.*?)\)/g, (all, inside: string) => {
    if (/^\d{4}$/.test(inside)) return all;
    if (/^[\d.]+$/.test(inside)) return ' ';
    if (!/\d/.test(model.replace(all, ''))) return ` ${inside} `;
    others.push(inside);
    return ' ';
  });
  const flat = model.replace(/[()]/g, ' ');
  return { models: bare === model ? [model] : [bare, flat], others };
}

/** The words of a name; a generation stays a word where nothing else would tell: "iPhone 3G". */
function nameWords(text: string, handset: Handset): Name {
  const words = dropBrand(wordsOf(text), handset);
  const name = nameOf(words);
  const bare = name.words.every(({ text: word }) => Object.hasOwn(SERIES, word));
  return bare && name.gens.length > 0 ? { ...name, words, gens: [] } : name;
}

function dropBrand(words: Word[], handset: Handset): Word[] {
  const spellings = new Set([
    ...(BRAND_SPELLINGS[handset.brand] ?? []),
    ...compact(wordsOf(handset.brand)).split('|'),
  ]);
  let rest = words;
  while (rest.length > 1 && spellings.has(rest[0]?.text ?? '') && !isSeries(rest[0])) {
    rest = rest.slice(1);
  }
  return rest;
}

function isSeries(word: { readonly text: string } | undefined): boolean {
  return word !== undefined && Object.hasOwn(SERIES, word.text);
}

function ownForms(handset: Handset, name: Name): Form[] {
  const { words } = name;
  const code = words.find(({ text }) => isCode(text));
  const rest = words.filter((word) => word !== code && !isLong(word.text));
  const forms = [form('name', name, words)];
  if (code !== undefined && rest.length > 0) forms.push(...codeForms(name, code, rest));
  forms.push(...shortForms(name, words));
  if (code !== undefined)
    forms.push(...codeParts(name, code.text, words), ...digitsOf(name, code.text, rest));
  if (handset.variant !== null && isCode(handset.variant) && !handset.variant.includes(' ')) {
    forms.push(...aliasForms(nameWords(handset.variant, handset)));
  }
  return forms;
}

/** "I9500 Galaxy S4" is I9500 and Galaxy S4; "6700 classic" is 6700; "A7000 Plus" is no A7000. */
function codeForms(name: Name, code: Word, rest: readonly Word[]): Form[] {
  const forms: Form[] = [];
  const line = rest.filter((word) => !isSeries(word));
  if (!line.some(({ text }) => MODIFIERS.has(text)) || isLong(code.text)) {
    forms.push({ ...form('name', name, [code]), omitted: line.map(({ text }) => text) });
  }
  if (isLong(code.text)) forms.push(form('name', name, [...rest, code]));
  if (isLong(code.text) && namesAlone(rest, line)) {
    forms.push(form('name', name, rest), ...shortForms(name, rest));
  }
  return forms;
}

/** "Galaxy Young" names a handset without its code; "Plus" and "Galaxy" do not. */
function namesAlone(rest: readonly Word[], line: readonly Word[]): boolean {
  if (line.length === 0 || compact(rest).length < 3) return false;
  return rest.length > line.length || line.some(({ text }) => !MODIFIERS.has(text));
}

/** A code such as S5830 or I9500: letters and four digits; it names a model whatever follows. */
function isLong(code: string): boolean {
  return /^[a-z]+\d{3,}/.test(code);
}

/** What remains without the line's name ("Galaxy J7" → "J7") or a suffix ("X2-01" → "X2"). */
function shortForms(name: Name, words: readonly Word[]): Form[] {
  const forms: Form[] = [];
  if (words.length > 1 && isSeries(words[0])) forms.push(form('part', name, words.slice(1)));
  const [first, second] = words;
  const suffix = /^0\d$/.test(second?.text ?? '') ? (second?.text ?? '') : '';
  if (first !== undefined && suffix !== '' && /^[a-z]\d$/.test(first.text)) {
    forms.push(form('name', name, [first]));
    if (suffix !== '00') forms.push(form('name', name, [{ text: first.text + suffix }]));
  }
  return forms;
}

/** A code without its last letters: "J700H" → "J700". */
function codeParts(name: Name, code: string, words: Texts): Form[] {
  if (words.some(({ text }) => MODIFIERS.has(text))) return [];
  const [, base = ''] = /^([a-z]*\d{3,})[a-z]+$/.exec(code) ?? [];
  if (base === '') return [];
  const full = words.map((word) => (word.text === code ? { text: base } : word));
  return [form('part', name, [{ text: base }]), form('part', name, full)];
}

/** The bare number of a keypad phone's code: "E1200" → "1200". */
function digitsOf(name: Name, code: string, rest: Texts): Form[] {
  if (rest.some(({ text }) => MODIFIERS.has(text))) return [];
  const [, digits = ''] = /^[a-z]{1,2}(\d{3,})[a-z]{0,2}$/.exec(code) ?? [];
  return digits === '' ? [] : [form('digits', name, [{ text: digits }])];
}

const MAKERS_PREFIX = new Set(['gt', 'sm', 'sgh', 'shv', 'shw', 'lm']);

function aliasForms(name: Name): Form[] {
  const { words } = name;
  const forms = [form('alias', name, words), ...shortForms(name, words)];
  const stripped = MAKERS_PREFIX.has(words[0]?.text ?? '') ? words.slice(1) : words;
  if (stripped.length < words.length) forms.push(form('alias', name, stripped));
  const [only] = stripped;
  if (only !== undefined && isCode(only.text) && /[a-z]\d/.test(only.text)) {
    forms.push(...codeParts(name, only.text, stripped));
  }
  return forms;
}

function form(kind: FormKind, name: Name, words: Texts): Form {
  return {
    kind,
    spaced: words.map(({ text }) => text).join(' '),
    compacted: compact(words),
    gens: name.gens,
    years: name.years,
    omitted: [],
  };
}
