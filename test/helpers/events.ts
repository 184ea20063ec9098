/** Reads Server-Sent Events from a running server. */
import { onTestFinished } from 'vitest';

export interface SentEvent {
  /** Empty for a message. */
  readonly name: string;
  readonly id: string;
  readonly data: string;
}

export interface Events {
  readonly response: Response;
  /** The next event; throws when the stream ends first. */
  next(): Promise<SentEvent>;
  /** Resolves when the server ends the stream. */
  ended(): Promise<void>;
  close(): void;
}

export async function listen(url: string, headers: Record<string, string>): Promise<Events> {
  const line = new AbortController();
  const response = await fetch(url, { headers, signal: line.signal });
  const stream = blocks(response);
  const close = () => line.abort();
  onTestFinished(close);
  return {
    response,
    close,
    async next() {
      for (;;) {
        const { done, value } = await stream.next();
        if (done === true) throw new Error('the stream ended');
        const event = parse(value);
        if (event !== undefined) return event;
      }
    },
    async ended() {
      while ((await stream.next()).done !== true);
    },
  };
}

async function* blocks(response: Response): AsyncGenerator<string, void> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    const parts = (text + decoder.decode(chunk, { stream: true })).split('\n\n');
    text = parts.pop() ?? '';
    yield* parts;
  }
}

function parse(block: string): SentEvent | undefined {
  const lines = block.split('\n');
  const field = (name: string) =>
    lines.filter((line) => line.startsWith(`${name}: `)).map((line) => line.slice(name.length + 2));
  const data = field('data');
  if (data.length === 0) return undefined;
  return { name: field('event').join(), id: field('id').join(), data: data.join('\n') };
}
