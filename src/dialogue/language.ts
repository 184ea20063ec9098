/**
 * Which language one message is in, by script, letters, syllables and a list of English words.
 *
 * `sure` is meant for switching a conversation's language: short messages ("2G", "ok", "nokia 105",
 * "hello") are never sure, so they keep the language that the conversation has.
 */
import { LOAN_WORDS, weighLanguages } from './english.ts';

export type Language = 'vi' | 'en' | 'km' | 'und';

export interface DetectedLanguage {
  readonly language: Language;
  readonly sure: boolean;
}

const UNKNOWN: DetectedLanguage = { language: 'und', sure: false };
/** Words that a message must have in a language before it can switch the conversation. */
const SURE_FROM = 3;

/** Detects the language of a normalised text. */
export function detectLanguage(text: string): DetectedLanguage {
  const khmer = text.match(/[\u1780-\u17ff]/g)?.length ?? 0;
  const letters = text.match(/\p{L}|\p{M}/gu)?.length ?? 0;
  if (khmer * 2 > letters) return { language: 'km', sure: khmer >= 8 };
  const words =
    text
      .toLowerCase()
      .match(/\p{L}+/gu)
      ?.filter((word) => !LOAN_WORDS.has(word)) ?? [];
  const { english, vietnamese } = weighLanguages(words);
  if (english > vietnamese) return { language: 'en', sure: english >= SURE_FROM };
  // Half of what is left must be Vietnamese: Thai or French is not, for one "la" in it.
  if (vietnamese * 2 > words.length) return { language: 'vi', sure: vietnamese >= SURE_FROM };
  return UNKNOWN;
}
