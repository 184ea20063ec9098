/** One open page that hears what happens, as Server-Sent Events. */
import type { Response } from 'express';

/** With so many bytes unread a reader is given up: it comes back by itself and is told all anew. */
const BACKLOG = 512 * 1024;

export interface Line {
  /** Sends events that are written already, as `eventText` does. Never waits for the reader. */
  send(text: string): void;
  end(): void;
  readonly isOpen: boolean;
}

export function openLine(res: Response): Line {
  res.set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    // nginx would keep the events back otherwise.
    'X-Accel-Buffering': 'no',
  });
  res.write('retry: 2000\n\n');
  const isOpen = () => !res.writableEnded && !res.destroyed;
  return {
    send(text) {
      if (!isOpen() || text === '') return;
      if (res.writableLength > BACKLOG) res.destroy();
      else res.write(text);
    },
    end: () => res.end(),
    get isOpen() {
      return isOpen();
    },
  };
}

/** An event as it travels; JSON has no line breaks of its own. */
export function eventText(name: string, json: string, id?: number): string {
  return `event: ${name}\n${id === undefined ? '' : `id: ${id}\n`}data: ${json}\n\n`;
}
