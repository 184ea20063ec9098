/** Ids for rows and codes for people. Time and randomness are arguments. */

/** That many random bytes, such as `randomBytes` of `node:crypto`. */
export type Random = (bytes: number) => Uint8Array;

/** A UUID of version 7 (RFC 9562, section 5.7): 48 bits of milliseconds, then randomness. */
export function uuidv7(now: Date, random: Random): string {
  const time = now.getTime().toString(16).padStart(12, '0');
  const bytes = random(10);
  bytes[0] = 0x70 | ((bytes[0] ?? 0) & 0x0f);
  bytes[2] = 0x80 | ((bytes[2] ?? 0) & 0x3f);
  const noise = Buffer.from(bytes).toString('hex');
  return [
    time.slice(0, 8),
    time.slice(8),
    noise.slice(0, 4),
    noise.slice(4, 8),
    noise.slice(8),
  ].join('-');
}

/**
 * Makes ids that grow: those of one moment, too, so that rows of one transaction keep their order.
 * A clock that is set back changes nothing about it.
 */
export function growingIds(now: () => Date, random: Random): () => string {
  let last = '';
  return () => {
    const fresh = uuidv7(now(), random);
    last = fresh > last ? fresh : following(last);
    return last;
  };
}

const TAIL = 12;

/** The next id: its last 48 bits are a number that begins at random and practically never runs over. */
function following(id: string): string {
  const tail = (Number.parseInt(id.slice(-TAIL), 16) + 1) % 2 ** (4 * TAIL);
  return id.slice(0, -TAIL) + tail.toString(16).padStart(TAIL, '0');
}

/** Without 0, O, 1 and I: read aloud on the telephone, they are mistaken for one another. */
const CODE_LETTERS = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const CODE_LENGTH = 4;

/** A ticket code such as `TL-7K3M`; one of about a million, so the store refuses a repeat. */
export function ticketCode(random: Random): string {
  const letters = [...random(CODE_LENGTH)].map((byte) => CODE_LETTERS[byte % CODE_LETTERS.length]);
  return `TL-${letters.join('')}`;
}
