/** What is wrong with a file of content, with the place where it stands. */

export interface Problem {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  /** An error keeps the content from being used; a warning is for a person to look at. */
  readonly level: 'error' | 'warning';
  readonly message: string;
}

/** Where something stands in a parsed file: keys and positions. */
export type Path = readonly PropertyKey[];

/** Notes a problem at a place of the file at hand; an error unless said otherwise. */
export type Report = (path: Path, message: string, level?: Problem['level']) => void;

/** `data/facts.yaml:12: error: …`, as editors and terminals link it. */
export function writeProblem({ file, line, level, message }: Problem): string {
  return `${file}:${line}: ${level}: ${message}`;
}
