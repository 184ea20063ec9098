/** Chat spelling that staff can extend: what is meant, and the forms that people type for it. */
import { z } from 'zod';

const chatWordsSchema = z.record(z.string(), z.string());

/** Forms as typed (one lower-case word each) and what they mean (one or several words). */
export type ChatWords = ReadonlyMap<string, string>;

/** Reads the parsed `data/chat-words.yaml`; throws when a form stands for two things. */
export function parseChatWords(document: unknown): ChatWords {
  const forms = new Map<string, string>();
  for (const [meaning, list] of Object.entries(chatWordsSchema.parse(document))) {
    for (const form of list.trim().split(/\s+/)) {
      const known = forms.get(form);
      if (known !== undefined) throw new Error(`"${form}" stands for "${known}" and "${meaning}"`);
      forms.set(form.normalize('NFC'), meaning.normalize('NFC'));
    }
  }
  return forms;
}
