/** Labelled questions: what a citizen wrote, and what a fair judge says it is about. */

export interface LabelledQuestion {
  readonly id: string;
  readonly text: string;
  /** Id of an intent, or `out-of-scope`. */
  readonly label: string;
  /** Other labels that a fair judge accepts. */
  readonly accepted: readonly string[];
  /** The right behaviour is to ask back. */
  readonly ambiguous: boolean;
  /** How far off topic an out-of-scope row is. */
  readonly distance: 'near' | 'far';
}

const OUT_OF_SCOPE = 'out-of-scope';
/** Values of `sub=` that have nothing to do with telephones. */
const FAR =
  /^(?:smalltalk|chitchat|insult|joke|weather|food|love|sports?|news|health|money|finance|education|travel|other|random|gibberish|far)/;

/** Reads `id, text, label, lang, notes` with a header line; `_` and `-` are the same in labels. */
export function parseQuestions(tsv: string): LabelledQuestion[] {
  const [header = '', ...lines] = tsv.split(/\r?\n/).filter((line) => line.trim() !== '');
  const columns = header.split('\t');
  return lines.map((line) => {
    const cells = line.split('\t');
    const cell = (name: string) => cells[columns.indexOf(name)] ?? '';
    return questionOf(cell('id'), cell('text'), cell('label'), cell('notes'));
  });
}

function questionOf(id: string, text: string, label: string, notes: string): LabelledQuestion {
  // Keys are parted by "; ", the values of one key by ";".
  const keys = new Map(
    notes.split('; ').map((note) => [note.split('=', 1)[0] ?? '', note] as const),
  );
  const noteOf = (key: string) => keys.get(key)?.slice(key.length + 1) ?? '';
  return {
    id,
    text,
    label: intentId(label),
    accepted: noteOf('alt').split(';').filter(Boolean).map(intentId),
    ambiguous: keys.has('ambiguous'),
    distance: FAR.test(noteOf('sub')) ? 'far' : 'near',
  };
}

function intentId(label: string): string {
  return label.trim().replaceAll('_', '-');
}

export function isInScope({ label }: LabelledQuestion): boolean {
  return label !== OUT_OF_SCOPE;
}

/** Nothing understood, off topic, or sent on to somebody else: not answered as one of our matters. */
export function isOutOfScope(intent: string | null): boolean {
  return intent === null || intent === OUT_OF_SCOPE || intent.startsWith('redirect-');
}

/** Whether an intent is what the question asks, strictly. */
export function isLabel({ label }: LabelledQuestion, intent: string | null): boolean {
  return meets(label, intent);
}

/** Whether a fair judge accepts an intent. Checking a phone is one matter, model named or not. */
export function isAccepted({ label, accepted }: LabelledQuestion, intent: string | null): boolean {
  return [label, ...accepted].some(
    (one) => meets(one, intent) || (isCheck(one) && isCheck(intent)),
  );
}

function meets(label: string, intent: string | null): boolean {
  return label === OUT_OF_SCOPE ? isOutOfScope(intent) : label === intent;
}

function isCheck(intent: string | null): boolean {
  return intent === 'check-phone' || intent === 'check-model';
}
