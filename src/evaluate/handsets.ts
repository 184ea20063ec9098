/** How well names of handsets are looked up, counted. Shares are 0 to 1. */
import type { HandsetResult } from '../content/handset-lookup.ts';

/** What a fair judge says of a name: one generation, ask back, or not in any list. */
export interface LabelledHandset {
  readonly query: string;
  readonly verdict: string;
}

export interface HandsetReport {
  readonly rows: number;
  /** The generation that is right, asked back where that is right, unknown where that is right. */
  readonly right: number;
  /** A phone that knows only 2G was said to have more: the one mistake that must not happen. */
  readonly falselyFine: number;
  /** Said for sure and wrong, of all kinds. */
  readonly confidentErrors: number;
  readonly ambiguousAskedBack: number;
  readonly unknownSaidUnknown: number;
  readonly mistakes: readonly {
    readonly query: string;
    readonly expected: string;
    readonly got: string;
  }[];
}

/** Reads `query, expected, verdict` with a header line. */
export function parseHandsetRows(tsv: string): LabelledHandset[] {
  const [header = '', ...lines] = tsv.split(/\r?\n/).filter((line) => line.trim() !== '');
  const columns = header.split('\t');
  return lines.map((line) => {
    const cells = line.split('\t');
    return {
      query: cells[columns.indexOf('query')] ?? '',
      verdict: cells[columns.indexOf('verdict')] ?? '',
    };
  });
}

/** Looks every name up and counts. */
export function evaluateHandsets(
  rows: readonly LabelledHandset[],
  lookup: (query: string) => HandsetResult,
): HandsetReport {
  const judged = rows.map((row) => ({ ...row, got: wordOf(lookup(row.query)) }));
  const wrong = judged.filter(({ verdict, got }) => got !== verdict);
  const isNetwork = (word: string) => /^[2-5]G$/.test(word);
  return {
    rows: rows.length,
    right: share(
      judged,
      judged.filter(({ verdict, got }) => got === verdict),
    ),
    falselyFine: wrong.filter(({ verdict, got }) => verdict === '2G' && isNetwork(got)).length,
    confidentErrors: wrong.filter(({ got }) => isNetwork(got)).length,
    ambiguousAskedBack: shareOf(judged, 'ambiguous'),
    unknownSaidUnknown: shareOf(judged, 'unknown'),
    mistakes: wrong.map(({ query, verdict, got }) => ({ query, expected: verdict, got })),
  };
}

function wordOf({ status, network }: HandsetResult): string {
  if (status === 'known') return network ?? 'unknown';
  return status === 'ambiguous' ? 'ambiguous' : 'unknown';
}

function shareOf(judged: readonly { verdict: string; got: string }[], verdict: string): number {
  const rows = judged.filter((row) => row.verdict === verdict);
  return share(
    rows,
    rows.filter(({ got }) => got === verdict),
  );
}

function share(all: readonly unknown[], some: readonly unknown[]): number {
  return all.length === 0 ? 1 : some.length / all.length;
}
