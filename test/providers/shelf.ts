/** Files that a provider keeps for a while, and what may become of them. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import express, { type Request, type Response, type Router } from 'express';
import { onTestFinished } from 'vitest';

/** How a file is handed out. */
export interface ShelfFile {
  readonly bytes: Uint8Array | string;
  /** What the provider says that it is. */
  readonly type?: string;
  /** As the provider says; without it nothing is said. */
  readonly length?: number;
  readonly fault?: FileFault;
}

export type FileFault =
  /** The provider's status instead of the file. */
  | { readonly status: number }
  | { readonly redirect: string }
  /** The connection breaks behind the bytes. */
  | 'cut'
  /** Nothing comes. */
  | 'silent'
  /** Behind the bytes nothing comes. */
  | 'stuck'
  /** The bytes come again and again. */
  | 'endless';

export interface Shelf {
  readonly router: Router;
  /** Names of the files that were asked for. */
  readonly asked: readonly string[];
  /** Bytes that went out. */
  readonly sent: number;
  /** As the provider knows it; undefined when there is no such file. */
  lengthOf(name: string): number | undefined;
  /** Puts a file there under a new name. */
  put(file: ShelfFile, extension?: string): string;
}

/** Serves `/‹name›`. */
export function shelf(): Shelf {
  const files = new Map<string, ShelfFile>();
  const asked: string[] = [];
  let sent = 0;

  async function give(req: Request, res: Response): Promise<void> {
    const name = String(req.params.name);
    asked.push(name);
    const { bytes, type, length, fault } = files.get(name) ?? { bytes: '', fault: { status: 404 } };
    if (fault === 'silent') return;
    if (typeof fault === 'object') {
      if ('status' in fault) res.status(fault.status).end('no');
      else res.redirect(302, fault.redirect);
      return;
    }
    res.writeHead(200, {
      ...(type === undefined ? {} : { 'content-type': type }),
      ...(length === undefined ? {} : { 'content-length': length }),
    });
    await pipeline(contents(), res).catch(() => undefined);

    async function* contents() {
      do {
        sent += bytes.length;
        yield bytes;
      } while (fault === 'endless');
      if (fault === 'stuck') await once(res, 'close');
      if (fault !== 'cut') return;
      await sleep(20);
      req.socket.destroy();
    }
  }

  const router = express.Router();
  router.get('/:name', give);
  return {
    router,
    asked,
    get sent() {
      return sent;
    },
    lengthOf(name) {
      const file = files.get(name);
      return file === undefined ? undefined : (file.length ?? file.bytes.length);
    },
    put(file, extension = 'bin') {
      const name = `file_${files.size + 1}.${extension}`;
      files.set(name, file);
      return name;
    },
  };
}

/** A shelf on a server of its own, until the end of the test. */
export async function shelfServer(): Promise<{ files: Shelf; origin: string }> {
  const files = shelf();
  const server = createServer(express().use(files.router)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  });
  const { port } = server.address() as AddressInfo;
  return { files, origin: `http://127.0.0.1:${port}` };
}
