/** Another site that holds the chat: of another origin, with the strict policy of a portal. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { onTestFinished } from 'vitest';

export interface WidgetHost {
  readonly url: string;
  /** The assistant that its page names; the port is known only later. */
  assistant: string;
}

/** Serves the page of `test/widget/` at `localhost`, which browsers take for another site. */
export async function startWidgetHost(): Promise<WidgetHost> {
  const host = { url: '', assistant: '' };
  const server = createServer((req, res) => {
    const name = req.url === '/host.css' ? 'host.css' : 'host.html';
    const file = readFileSync(new URL(`../widget/${name}`, import.meta.url), 'utf8');
    res.setHeader(
      'Content-Security-Policy',
      `default-src 'none'; style-src 'self'; script-src ${host.assistant}; frame-src ${host.assistant}`,
    );
    res.setHeader('Content-Type', name.endsWith('.css') ? 'text/css' : 'text/html; charset=utf-8');
    res.end(file.replaceAll('{{assistant}}', host.assistant));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  host.url = `http://localhost:${address.port}`;
  return host;
}
