/** A browser without JavaScript: keeps cookies, fills in forms, follows what it is led to. */
import { randomUUID } from 'node:crypto';

export interface Page {
  readonly status: number;
  readonly html: string;
  readonly headers: Headers;
  /** Where a redirect led to. */
  readonly url: string;
}

export class Browserlike {
  readonly #base: string;
  readonly #cookies = new Map<string, string>();

  constructor(base: string) {
    this.#base = base;
  }

  get cookies(): ReadonlyMap<string, string> {
    return this.#cookies;
  }

  setCookie(name: string, value: string): void {
    this.#cookies.set(name, value);
  }

  /** Loses its cookies, as browsers do when they have expired. */
  forget(): void {
    this.#cookies.clear();
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<Page> {
    return this.#request(path, { headers });
  }

  /** Sends a form as the page would; follows the redirect as browsers do. */
  async submit(path: string, fields: Record<string, string> | [string, string][]): Promise<Page> {
    return this.#request(path, { method: 'POST', body: new URLSearchParams(fields) });
  }

  /** Opens the chat and writes into it, as the form of that page. */
  async write(text: string): Promise<Page> {
    return this.submit('/chat/messages', { nonce: await this.nonce(), text });
  }

  /** The hidden number of a freshly opened page. */
  async nonce(path = '/chat'): Promise<string> {
    return nonceIn((await this.get(path)).html);
  }

  /** Sends JSON as the page's script does; no redirect is followed. */
  async post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    const json = { 'Content-Type': 'application/json', Accept: 'application/json', ...headers };
    const response = await this.raw(path, {
      method: 'POST',
      headers: json,
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    this.#keepCookies(response);
    return response;
  }

  /** Sends a message as the page's script does. */
  async say(text: string, more: Record<string, unknown> = {}): Promise<Response> {
    const nonce = await this.nonce();
    return this.post('/chat/messages', { id: randomUUID(), nonce, text, ...more });
  }

  async raw(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    if (cookie !== '') headers.set('Cookie', cookie);
    return fetch(new URL(path, this.#base), { redirect: 'manual', ...init, headers });
  }

  async #request(path: string, init: RequestInit): Promise<Page> {
    const response = await this.raw(path, init);
    this.#keepCookies(response);
    const next = response.headers.get('location');
    if (next !== null) return this.#request(next, {});
    const { status, headers } = response;
    return { status, html: await response.text(), headers, url: path };
  }

  #keepCookies(response: Response): void {
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      if (value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
  }
}

/** What the page's script is answered. */
export interface Receipt {
  readonly html: string;
  readonly cursor: number;
  readonly token: string;
  readonly charge: string;
}

export async function receiptOf(response: Response): Promise<Receipt> {
  return (await response.json()) as Receipt;
}

export function nonceIn(html: string): string {
  return /name="nonce" value="([^"]+)"/.exec(html)?.[1] ?? '';
}

/** What a reader sees of a page: its words, without markup. */
export function wordsOf(html: string): string {
  return html
    .replace(/<(script|style|noscript)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ');
}

/** The messages of the conversation on a page, in order, as words. */
export function messagesIn(html: string): string[] {
  return [...html.matchAll(/<article[\s\S]*?<\/article>/g)].map(([message]) =>
    wordsOf(message).trim(),
  );
}
