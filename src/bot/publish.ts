/** What staff are told of their examples before these are published. */
import type { Intent } from '../content/intent.ts';
import type { Problem } from '../content/problems.ts';
import type { YamlFile } from '../content/yaml-file.ts';
import type { ModelArtefact } from '../dialogue/artefact.ts';
import { LangVi } from '../dialogue/lang-vi.ts';
import { LOCALES } from '../message.ts';

/**
 * The examples that a model which has not seen them takes for another intent, where they stand in
 * the files, the most convinced first. Not all are mistakes: a pair that differs in one telling word
 * teaches that word. A person reads the list.
 *
 * @param files the intents that `model` was trained on
 */
export function lintExamples(
  files: readonly YamlFile<Intent>[],
  { confused, chatWords }: ModelArtefact,
): Problem[] {
  const language = new LangVi(new Map(Object.entries(chatWords)));
  const places = new Map(files.flatMap((file) => examplesIn(file, language)));
  return confused.flatMap(({ intent, text, nearerTo, score }) => {
    const place = places.get(keyOf(intent, text));
    if (place === undefined) return [];
    const percent = Math.round(score * 100);
    const message = `"${place.text}" is nearer to ${nearerTo} (${percent} %)`;
    return [{ file: place.file, line: place.line, level: 'warning', message }];
  });
}

interface Place {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

function examplesIn({ file, value, line }: YamlFile<Intent>, language: LangVi): [string, Place][] {
  if (value === undefined) return [];
  return LOCALES.flatMap((locale) =>
    value.examples[locale].map((text, at): [string, Place] => [
      keyOf(value.id, language.wordsOf(text).join(' ')),
      { file, line: line(['examples', locale, at]), text },
    ]),
  );
}

function keyOf(intent: string, normalised: string): string {
  return `${intent}\n${normalised}`;
}
