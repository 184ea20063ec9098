/**
 * Server-Sent Events over `fetch`, which unlike `EventSource` can send the token of an embedded
 * page. Resumes after the last event; closed while nobody looks, as a browser opens few at a time.
 */

/** The server's heart beats every 20 s: silence this long means a dead line. */
const SILENCE_MS = 50_000;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30_000;

/**
 * @typedef {object} Wire
 * @property {() => string} address where to read, with the place to resume from
 * @property {() => Record<string, string>} headers
 * @property {(data: string, id: number) => void} receive
 * @property {(name: string, data: string) => void} hear what is no message
 * @property {() => Promise<void>} ask another way to hear what is new
 */

/**
 * @param {Wire} wire
 * @returns {{ open(): void, close(): void }}
 */
export function stream(wire) {
  /** @type {AbortController | undefined} */
  let line;
  let pause = FIRST_PAUSE_MS;
  let wanted = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let again;

  const connect = async () => {
    const mine = new AbortController();
    line = mine;
    const status = await read(wire, mine, () => {
      pause = FIRST_PAUSE_MS;
    }).catch(() => 0);
    if (line !== mine) return;
    line = undefined;
    // The session is gone: the next message opens a new one, and this line with it.
    if (status === 401) wanted = false;
    if (!wanted) return;
    // Some proxies hold events back or break long answers off.
    await wire.ask().catch(() => {});
    if (!wanted || line !== undefined) return;
    again = setTimeout(connect, pause);
    pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
  };
  const stop = () => {
    clearTimeout(again);
    line?.abort();
    line = undefined;
  };
  const go = () => {
    stop();
    if (wanted && document.visibilityState === 'visible') connect();
  };
  document.addEventListener('visibilitychange', go);
  addEventListener('online', go);
  return {
    open() {
      if (wanted && line !== undefined) return;
      wanted = true;
      go();
    },
    close() {
      wanted = false;
      stop();
    },
  };
}

/**
 * Reads until the line breaks.
 * @param {Wire} wire
 * @param {AbortController} line
 * @param {() => void} alive
 */
async function read(wire, line, alive) {
  const headers = { Accept: 'text/event-stream', ...wire.headers() };
  const response = await fetch(wire.address(), { headers, signal: line.signal });
  if (!response.ok || response.body === null) return response.status;
  alive();
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (;;) {
    const silence = setTimeout(() => line.abort(), SILENCE_MS);
    const { done, value } = await reader.read().finally(() => clearTimeout(silence));
    if (done) return 200;
    const events = (text + value).split('\n\n');
    text = events.pop() ?? '';
    for (const event of events) deliver(wire, event);
  }
}

/** @param {Wire} wire @param {string} event */
function deliver(wire, event) {
  const lines = event.split('\n');
  const data = lines.filter((line) => line.startsWith('data: ')).map((line) => line.slice(6));
  const id = lines.find((line) => line.startsWith('id: '))?.slice(4);
  if (data.length === 0) return;
  const name = lines.find((line) => line.startsWith('event: '))?.slice(7);
  if (name === undefined) wire.receive(data.join('\n'), Number(id));
  else wire.hear(name, data.join('\n'));
}
