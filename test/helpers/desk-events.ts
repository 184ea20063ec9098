/** Listens to the line of an open desk, as its page does. */
import { onTestFinished } from 'vitest';
import type { StaffBrowser } from './staff.ts';
import type { RunningWeb } from './web-server.ts';

export interface DeskEvent {
  readonly name: string;
  readonly id: string;
  readonly data: string;
}

export interface DeskLine {
  /** The next event of a name that was not asked for yet. */
  next(name: string): Promise<DeskEvent>;
  /** The next one of a name with those words in it. */
  nextWith(name: string, words: string): Promise<DeskEvent>;
  /** All that was heard so far. */
  heard(): readonly DeskEvent[];
  close(): void;
  /** Resolves when the line is at its end. */
  readonly ended: Promise<void>;
}

/** Opens the line; resolves once it has said what the queue holds. */
export async function watchDesk(
  web: RunningWeb,
  browser: StaffBrowser,
  query = '',
): Promise<DeskLine> {
  const line = new AbortController();
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const response = await fetch(`${web.url}/console/desk/stream${query}`, {
    headers: { Cookie: cookie, Accept: 'text/event-stream' },
    signal: line.signal,
  });
  if (!response.ok) throw new Error(`no line: ${response.status}`);
  const heard: DeskEvent[] = [];
  const taken = new Set<DeskEvent>();
  const waiting = new Set<() => void>();
  const close = () => line.abort();
  onTestFinished(close);
  const ended = read(response, (event) => {
    heard.push(event);
    for (const wake of waiting) wake();
  }).catch(() => {});
  const nextWith = async (name: string, words: string): Promise<DeskEvent> => {
    for (;;) {
      const found = heard.find(
        (event) => event.name === name && !taken.has(event) && event.data.includes(words),
      );
      if (found !== undefined) {
        taken.add(found);
        return found;
      }
      await new Promise<void>((wake) => {
        waiting.add(wake);
      });
      waiting.clear();
    }
  };
  const desk: DeskLine = {
    next: (name) => nextWith(name, ''),
    ...{ nextWith, close, ended, heard: () => heard },
  };
  await desk.next('count');
  return desk;
}

async function read(response: Response, hear: (event: DeskEvent) => void): Promise<void> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body ?? []) {
    const blocks = (text + decoder.decode(chunk, { stream: true })).split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const field = (name: string) =>
        block
          .split('\n')
          .find((line) => line.startsWith(`${name}: `))
          ?.slice(name.length + 2) ?? '';
      if (field('event') !== '') {
        hear({ name: field('event'), id: field('id'), data: field('data') });
      }
    }
  }
}
