/** Tables that a spreadsheet opens with their accents, and without running anything. */

/** CSV (RFC 4180) with the byte order mark by which Excel recognises UTF-8. */
export function spreadsheet(rows: readonly (readonly string[])[]): string {
  const text = rows.map((cells) => cells.map(cell).join(',')).join('\r\n');
  return `\uFEFF${text}\r\n`;
}

/**
 * A cell in quotation marks. What a spreadsheet would take for a formula gets an apostrophe in
 * front: what people wrote comes from strangers (OWASP, "CSV Injection").
 */
function cell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}
