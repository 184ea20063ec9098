/** A QR code as markup of ours: SVG without style attributes, which the content policy forbids. */
import { create } from 'qrcode';

/** Empty modules around it, as scanners need them (ISO/IEC 18004). */
const QUIET = 4;

export interface QrCode {
  /** Width and height in modules, with the quiet zone. */
  readonly size: number;
  /** The dark modules as the `d` of one path. */
  readonly path: string;
}

/** @throws when the text is longer than a QR code holds. */
export function qrCode(text: string): QrCode {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const runs: string[] = [];
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      if (modules.get(row, column) === 0) continue;
      runs.push(`M${column + QUIET} ${row + QUIET}h1v1h-1z`);
    }
  }
  return { size: modules.size + 2 * QUIET, path: runs.join('') };
}
