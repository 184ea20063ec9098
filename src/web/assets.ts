/**
 * Style sheets, scripts, pictures and fonts, read once at the start. Their address holds a hash of them
 * all, so a browser keeps them for good and fetches them anew after an update.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type RequestHandler, Router } from 'express';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

interface Asset {
  readonly type: string;
  readonly plain: Buffer;
  /** Undefined for what is packed already. */
  readonly zipped: Buffer | undefined;
}

/** Something that does not lie in the folder itself. */
export interface OtherAsset {
  /** Its ending says what it is. */
  readonly name: string;
  readonly bytes: Buffer;
}

export interface Assets {
  /** Where the pages find them, without a slash at the end. */
  readonly base: string;
  readonly router: Router;
  /**
   * Serves one of them at an address of its own, kept by browsers for an hour, with `'@name@'` in
   * it replaced by the value of that name, as a string literal.
   */
  serve(name: string, values: Readonly<Record<string, string>>): RequestHandler;
}

/** @throws when the folder cannot be read. */
export function loadAssets(folder: string, others: readonly OtherAsset[] = []): Assets {
  const files = readdirSync(folder)
    .filter((name) => extname(name) in TYPES)
    .map((name) => ({ name, bytes: readFileSync(join(folder, name)) }));
  const assets = new Map([...files, ...others].map((file) => [file.name, load(file)]));
  const version = createHash('sha256');
  for (const { plain } of assets.values()) version.update(plain);
  const base = `/assets/${version.digest('hex').slice(0, 10)}`;
  const router = Router();
  router.get(`${base}/:name`, (req, res, next) => {
    send(assets.get(req.params.name), 'public, max-age=31536000, immutable')(req, res, next);
  });
  return {
    base,
    router,
    serve: (name, values) => send(filled(assets.get(name), values), 'public, max-age=3600'),
  };
}

function filled(
  asset: Asset | undefined,
  values: Readonly<Record<string, string>>,
): Asset | undefined {
  if (asset === undefined) return undefined;
  const text = Object.entries(values).reduce(
    (script, [name, value]) => script.replace(`'@${name}@'`, () => JSON.stringify(value)),
    asset.plain.toString(),
  );
  return packed(asset.type, Buffer.from(text));
}

function load({ name, bytes }: OtherAsset): Asset {
  const type = TYPES[extname(name)] ?? 'application/octet-stream';
  if (type.startsWith('font/')) return { type, plain: bytes, zipped: undefined };
  return packed(type, Buffer.from(lean(bytes.toString())));
}

/**
 * Without indentation and without comments that begin a line: a quarter less for slow lines, and no
 * line changes its meaning.
 */
function lean(text: string): string {
  return text
    .replace(/^[ \t]+/gm, '')
    .replace(/^\/\*[\s\S]*?\*\/\n?/gm, '')
    .replace(/^\/\/.*\n/gm, '')
    .replace(/\n{2,}/g, '\n');
}

function packed(type: string, plain: Buffer): Asset {
  return { type, plain, zipped: gzipSync(plain, { level: 9 }) };
}

function send(asset: Asset | undefined, keep: string): RequestHandler {
  return (req, res, next) => {
    if (asset === undefined) return next();
    const zipped = req.acceptsEncodings('gzip') === 'gzip' ? asset.zipped : undefined;
    if (zipped !== undefined) res.set('Content-Encoding', 'gzip');
    res.set({
      'Content-Type': asset.type,
      'Cache-Control': keep,
      Vary: 'Accept-Encoding',
      'X-Content-Type-Options': 'nosniff',
    });
    res.send(zipped ?? asset.plain);
  };
}
