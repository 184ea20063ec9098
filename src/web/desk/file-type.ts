/** What a file is, by its first bytes: what its sender or its provider calls it counts for nothing. */

export interface FileType {
  /** MIME type for the browser. */
  readonly type: string;
  /** For the name under which it is saved. */
  readonly extension: string;
  /** Whether a page may show or play it; all else is only saved. */
  readonly shown: boolean;
}

/** So many bytes are enough to tell. */
export const HEAD_BYTES = 64;

/** A text in Latin-1, and where it begins. */
type Mark = readonly [at: number, text: string];

const NOTHING = 'application/octet-stream';

/**
 * What browsers draw or play without running anything, and after it what is saved: PDF, in which a
 * browser's reader runs scripts, and what no browser plays, under a name that other programs know.
 */
const SIGNATURES: readonly (readonly [type: string, extension: string, marks: readonly Mark[]])[] =
  [
    ['image/jpeg', 'jpg', [[0, '\xff\xd8\xff']]],
    ['image/png', 'png', [[0, '\x89PNG\r\n\x1a\n']]],
    ['image/gif', 'gif', [[0, 'GIF87a']]],
    ['image/gif', 'gif', [[0, 'GIF89a']]],
    [
      'image/webp',
      'webp',
      [
        [0, 'RIFF'],
        [8, 'WEBP'],
      ],
    ],
    [
      'audio/ogg',
      'ogg',
      [
        [0, 'OggS'],
        [28, 'OpusHead'],
      ],
    ],
    // AAC in ADTS frames (ISO/IEC 13818-7), without or with a check sum: recordings on the Zalo Bot Platform.
    ['audio/aac', 'aac', [[0, '\xff\xf1']]],
    ['audio/aac', 'aac', [[0, '\xff\xf0']]],
    ...['M4A ', 'M4B '].map((brand) => ['audio/mp4', 'm4a', [[4, `ftyp${brand}`]]] as const),
    ...['isom', 'iso2', 'iso4', 'iso5', 'iso6', 'mp41', 'mp42', 'avc1', 'M4V ', 'MSNV'].map(
      (brand) => ['video/mp4', 'mp4', [[4, `ftyp${brand}`]]] as const,
    ),
    ['application/pdf', 'pdf', [[0, '%PDF-']]],
    [NOTHING, 'amr', [[0, '#!AMR\n']]],
  ];

/** What a file is whose beginning this is. */
export function fileTypeOf(head: Uint8Array): FileType {
  const text = Buffer.from(head).toString('latin1');
  const found = SIGNATURES.find(([, , marks]) =>
    marks.every(([at, mark]) => text.startsWith(mark, at)),
  );
  const [type, extension] = found ?? [NOTHING, 'bin'];
  return { type, extension, shown: /^(?:image|audio|video)\//.test(type) };
}
