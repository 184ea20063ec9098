/** Makes the bytes of a message into its text, also where the gateway declares them wrongly. */

/** What the gateway says of the bytes. */
interface Declared {
  /** A name such as `UTF-8`. */
  readonly charset: string | undefined;
  /** Kannel's: 0 text, 1 bytes that are no text, 2 UCS-2. */
  readonly coding: string | undefined;
}

/**
 * The text. What is valid UTF-8 is UTF-8, whatever is declared: nothing else looks like it by
 * accident, and gateways that recode do not always say so. Beyond that the declared charset counts
 * as long as it gives letters that people here write.
 */
export function decodeText(bytes: Uint8Array, { charset, coding }: Declared): string {
  const utf8 = decodeAs('utf-8', bytes);
  if (utf8 !== undefined && printable(utf8) === utf8) return utf8.normalize('NFC');
  const declared = coding === '2' ? 'utf-16be' : (charset ?? 'windows-1252');
  const texts = [declared, 'utf-16be', 'utf-16le', 'windows-1252']
    .map((label) => decodeAs(label, bytes))
    .filter((text) => text !== undefined);
  const text = texts.find((one) => EXPECTED.test(one)) ?? utf8 ?? texts[0] ?? '';
  return printable(text).normalize('NFC');
}

/** No text has control characters beside the ends of its lines. */
function printable(text: string): string {
  return text.replace(/(?![\n\r\t])\p{Cc}/gu, '');
}

/** Scripts of people here, and the Greek of GSM-7: a wrong charset mostly gives others. */
const EXPECTED =
  /^(?:[\n\r\t]|(?!\p{Cc})[\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}\p{Script=Khmer}\p{Script=Greek}])*$/u;

/** Undefined where the charset is unknown or the bytes are not of it. */
function decodeAs(label: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
