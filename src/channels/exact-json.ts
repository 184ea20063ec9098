/** JSON in which whole numbers keep every digit: providers count their ids beyond 2^53. */

declare global {
  interface JSON {
    /** With the source text of each primitive value (ECMAScript 2026, "JSON.parse source text access"). */
    parse(text: string, reviver: ExactReviver): unknown;
  }
}

type ExactReviver = (
  this: unknown,
  key: string,
  value: unknown,
  context: { readonly source?: string },
) => unknown;

/**
 * Parses JSON; a whole number that a double cannot hold comes as its digits.
 *
 * @throws SyntaxError when it is no JSON
 */
export function parseExact(text: string): unknown {
  return JSON.parse(text, (_key, value, { source }) => {
    const lost = typeof value === 'number' && !Number.isSafeInteger(value);
    return lost && source !== undefined && /^-?\d+$/.test(source) ? source : value;
  });
}
