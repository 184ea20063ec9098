/** Fetches a file that somebody sent: from where we mean to go, and no more than we can hold. */
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { AttachmentError, type Download, LARGEST_FILE } from './channel.ts';
import { lookupPublic } from './public-address.ts';

/**
 * Where files may lie: a domain such as `zdn.vn`, meant with all below it, by HTTPS, in the public
 * internet; or an origin such as `http://127.0.0.1:8081`, meant as it stands.
 */
export type FileHosts = readonly string[];

/** From the first byte asked for to the last one received, in milliseconds. */
const PATIENCE_MS = 60_000;
const MOST_REDIRECTS = 3;

/**
 * The file at an address; redirects are followed as far as they lead to the same hosts. What the
 * network says is not kept: it may repeat an address that holds a token.
 *
 * @throws AttachmentError, also while the body is read
 */
export async function fetchFile(
  address: string,
  hosts: FileHosts,
  signal: AbortSignal,
): Promise<Download> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
  let next = URL.parse(address);
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    if (next === null) break;
    const response = await ask(next, hosts, limit);
    const { location } = response.headers;
    if (!isRedirect(response)) return downloadOf(response);
    response.destroy();
    next = URL.parse(location ?? '', next.href);
  }
  throw new AttachmentError('refused');
}

type Reach = 'public' | 'any';

/** How far an address may lead; undefined where files do not lie. */
function reachOf(url: URL, hosts: FileHosts): Reach | undefined {
  const { origin, protocol, hostname, port, username, password } = url;
  if (username !== '' || password !== '') return undefined;
  if (hosts.includes(origin)) return 'any';
  if (protocol !== 'https:' || port !== '') return undefined;
  return hosts.some((host) => `.${hostname}`.endsWith(`.${host}`)) ? 'public' : undefined;
}

async function ask(url: URL, hosts: FileHosts, signal: AbortSignal): Promise<IncomingMessage> {
  const reach = reachOf(url, hosts);
  if (reach === undefined) throw new AttachmentError('refused');
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  const options = {
    signal,
    // A connection of its own: one that is kept open was made without looking where it leads.
    agent: false,
    headers: { 'accept-encoding': 'identity' },
    ...(reach === 'public' ? { lookup: lookupPublic } : {}),
  };
  const asked = Promise.withResolvers<IncomingMessage>();
  request(url, options).once('response', asked.resolve).on('error', asked.reject).end();
  try {
    return await asked.promise;
  } catch (error) {
    throw unreachable(error);
  }
}

function isRedirect({ statusCode = 0, headers }: IncomingMessage): boolean {
  return statusCode >= 300 && statusCode < 400 && headers.location !== undefined;
}

function downloadOf(response: IncomingMessage): Download {
  const { 'content-type': type = '', 'content-length': length } = response.headers;
  const size = length === undefined ? null : Number(length);
  const trouble = troubleOf(response.statusCode, size);
  if (trouble === undefined) return { type, size, body: bounded(response) };
  response.destroy();
  throw new AttachmentError(trouble);
}

/** Links of a provider expire: whether it then says 403, 404 or 410 is its own affair. */
function troubleOf(status: number | undefined, size: number | null) {
  if (status === 403 || status === 404 || status === 410) return 'gone';
  if (status !== 200) return 'unreachable';
  return size !== null && size > LARGEST_FILE ? 'too-large' : undefined;
}

async function* bounded(response: IncomingMessage): AsyncGenerator<Uint8Array> {
  let size = 0;
  try {
    for await (const chunk of response) {
      size += chunk.length;
      if (size > LARGEST_FILE) throw new AttachmentError('too-large');
      yield chunk;
    }
  } catch (error) {
    throw unreachable(error);
  } finally {
    response.destroy();
  }
}

function unreachable(error: unknown): AttachmentError {
  return error instanceof AttachmentError ? error : new AttachmentError('unreachable');
}
