/** What providers say of a file, in our words. */
import { z } from 'zod';
import type { Attachment, AttachmentKind } from '../message.ts';

/** Details that a provider may leave out or get wrong; the file itself is not lost with them. */
export const fileName = z.string().max(500).nullish().catch(undefined);
export const mimeType = z
  .string()
  .regex(/^[\w.+-]{1,60}\/[\w.+-]{1,60}$/)
  .nullish()
  .catch(undefined);
export const byteCount = z.coerce.number().int().min(0).nullish().catch(undefined);

interface Said {
  readonly name?: string | null | undefined;
  readonly mime?: string | null | undefined;
  readonly size?: number | null | undefined;
}

/** A file with what is known of it. */
export function attachmentFrom(
  kind: AttachmentKind,
  ref: string,
  { name, mime, size }: Said = {},
): Attachment {
  return {
    ...{ kind, ref },
    ...(name ? { name } : {}),
    ...(mime ? { mime } : {}),
    ...(size == null ? {} : { size }),
  };
}

/** Longer is no address of a file. */
const LONGEST_ADDRESS = 2000;

/** A file that lies at an address; undefined when it is none. Whether we go there is asked later. */
export function attachmentAt(
  kind: AttachmentKind,
  address: string | null | undefined,
  said?: Said,
): Attachment | undefined {
  const url = URL.parse(address ?? '');
  if (url === null || !/^https?:$/.test(url.protocol)) return undefined;
  return url.href.length > LONGEST_ADDRESS ? undefined : attachmentFrom(kind, url.href, said);
}
