/** YAML files read through a schema, with the line of everything that is wrong or spoken of. */
import { isMap, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { Path, Problem } from './problems.ts';

/** A parsed file: its value if it fits the schema, and where things stand in it. */
export interface YamlFile<T> {
  readonly file: string;
  readonly value: T | undefined;
  readonly problems: readonly Problem[];
  /** The line of the node at a path, or of the nearest node above it. */
  line(path: Path): number;
}

/** Parses YAML text; syntax mistakes and schema violations become problems with their line. */
export function readYaml<T>(text: string, file: string, schema: z.ZodType<T>): YamlFile<T> {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter });
  const line = (path: Path) => counter.linePos(offsetOf(document.contents, path)).line;
  const syntax = document.errors.map(({ pos: [start], message }) =>
    error(file, counter.linePos(start).line, message.split('\n')[0] ?? message),
  );
  if (syntax.length > 0) return { file, value: undefined, problems: syntax, line };
  const parsed = schema.safeParse(document.toJS());
  const problems = (parsed.error?.issues ?? []).map((issue) =>
    error(file, line(issue.path), `${issue.path.join('.')}: ${issue.message}`),
  );
  return { file, value: parsed.data, problems, line };
}

function error(file: string, line: number, message: string): Problem {
  return { file, line, level: 'error', message };
}

/** Where the node at a path begins, following it as far as it goes. */
function offsetOf(root: Node | null, path: Path): number {
  let node: Node | null = root;
  let offset = root?.range?.[0] ?? 0;
  for (const step of path) {
    const next: unknown = isMap(node) || isSeq(node) ? node.get(step, true) : undefined;
    if (!isNode(next)) break;
    node = next;
    offset = next.range?.[0] ?? offset;
  }
  return offset;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'range' in value;
}
