/** How well questions are understood, counted. Shares are 0 to 1. */
import {
  isAccepted,
  isInScope,
  isLabel,
  isOutOfScope,
  type LabelledQuestion,
} from './questions.ts';

/** What came back for a question, from the assistant or from a rival. */
export interface Answered {
  readonly intent: string | null;
  readonly outcome: string;
  /** Intents offered when the outcome is `clarified`; otherwise the runners-up. */
  readonly alternatives: readonly string[];
}

export type Ask = (text: string) => Answered | Promise<Answered>;

export interface Report {
  readonly rows: number;
  readonly inScope: number;
  /** Of the in-scope rows. */
  readonly strict: number;
  readonly lenient: number;
  readonly topTwo: number;
  readonly solved: number;
  readonly wrong: number;
  readonly clarified: number;
  readonly notUnderstood: number;
  /** Out-of-scope rows that were answered as one of our matters, by how far off they are. */
  readonly outOfScope: Readonly<
    Record<'near' | 'far', { readonly rows: number; readonly answered: number }>
  >;
  /** By label, worst first; `recall` counts accepted intents, `solved` clarifications too. */
  readonly labels: readonly LabelReport[];
  /** Answered at once and wrongly, most frequent first. */
  readonly confusions: readonly {
    readonly label: string;
    readonly intent: string;
    readonly rows: number;
  }[];
}

export interface LabelReport {
  readonly label: string;
  readonly rows: number;
  readonly recall: number;
  readonly solved: number;
}

/** Asks every question and counts. */
export async function evaluateQuestions(
  questions: readonly LabelledQuestion[],
  ask: Ask,
): Promise<Report> {
  const judged: Judged[] = [];
  for (const question of questions) judged.push(judge(question, await ask(question.text)));
  const inScope = judged.filter(({ question }) => isInScope(question));
  return {
    rows: judged.length,
    inScope: inScope.length,
    strict: share(inScope, ({ isStrict }) => isStrict),
    lenient: share(inScope, ({ isLenient }) => isLenient),
    topTwo: share(inScope, ({ isInTopTwo }) => isInTopTwo),
    solved: share(inScope, ({ isSolved }) => isSolved),
    wrong: share(inScope, ({ isWrong }) => isWrong),
    clarified: share(inScope, ({ answered }) => answered.outcome === 'clarified'),
    notUnderstood: share(inScope, ({ answered }) => answered.outcome === 'not-understood'),
    outOfScope: { near: offTopic(judged, 'near'), far: offTopic(judged, 'far') },
    labels: labelReports(judged),
    confusions: confusionsOf(judged),
  };
}

interface Judged {
  readonly question: LabelledQuestion;
  readonly answered: Answered;
  readonly isStrict: boolean;
  readonly isLenient: boolean;
  readonly isInTopTwo: boolean;
  readonly isSolved: boolean;
  readonly isWrong: boolean;
}

function judge(question: LabelledQuestion, answered: Answered): Judged {
  const { intent, outcome, alternatives } = answered;
  const asksBack = outcome === 'clarified';
  // Two readings too close: the likelier one is what it would have answered; off topic, asking
  // back is as right as not understanding.
  const first = intent ?? (asksBack && isInScope(question) ? (alternatives[0] ?? null) : null);
  const isLenient = isAccepted(question, first);
  const readings =
    intent === null ? alternatives.slice(0, 2) : [intent, ...alternatives.slice(0, 1)];
  const offersRight = asksBack && alternatives.some((offered) => isAccepted(question, offered));
  const isRight = intent !== null && isAccepted(question, intent);
  const isSolved = question.ambiguous ? asksBack : isRight || offersRight;
  return {
    question,
    answered,
    isStrict: isLabel(question, first),
    isLenient,
    isInTopTwo: isLenient || readings.some((reading) => isAccepted(question, reading)),
    isSolved,
    isWrong: !isSolved && !asksBack && intent !== null,
  };
}

function share(rows: readonly Judged[], holds: (row: Judged) => boolean): number {
  return rows.length === 0 ? 0 : rows.filter(holds).length / rows.length;
}

function offTopic(judged: readonly Judged[], distance: 'near' | 'far') {
  const rows = judged.filter(
    ({ question }) => !isInScope(question) && question.distance === distance,
  );
  return { rows: rows.length, answered: share(rows, isAnsweredAsOurs) };
}

function isAnsweredAsOurs({ question, answered: { intent, outcome } }: Judged): boolean {
  return outcome !== 'clarified' && !isOutOfScope(intent) && !isAccepted(question, intent);
}

function labelReports(judged: readonly Judged[]): LabelReport[] {
  return [...Map.groupBy(judged, ({ question }) => question.label)]
    .map(([label, rows]) => ({
      label,
      rows: rows.length,
      recall: share(rows, ({ isLenient }) => isLenient),
      solved: share(rows, ({ isSolved }) => isSolved),
    }))
    .sort((a, b) => a.recall - b.recall || (a.label < b.label ? -1 : 1));
}

function confusionsOf(judged: readonly Judged[]): Report['confusions'] {
  const wrong = judged.filter((row) =>
    isInScope(row.question) ? row.isWrong : isAnsweredAsOurs(row),
  );
  return [...Map.groupBy(wrong, ({ question, answered }) => `${question.label} ${answered.intent}`)]
    .map(([pair, rows]) => {
      const [label = '', intent = ''] = pair.split(' ');
      return { label, intent, rows: rows.length };
    })
    .sort((a, b) => b.rows - a.rows || (a.label < b.label ? -1 : 1));
}
