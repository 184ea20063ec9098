/** What a message of Telegram holds instead of words, or above them. */
import { z } from 'zod';
import type { Attachment, InboundKind } from '../../message.ts';
import { attachmentFrom, byteCount, fileName, mimeType } from '../attachment.ts';
import type { Message } from './update.ts';

/** By the field that holds it (Bot API, "Message"). */
const MEDIA: Readonly<Record<string, InboundKind>> = {
  photo: 'image',
  sticker: 'sticker',
  dice: 'sticker',
  location: 'location',
  venue: 'location',
  voice: 'voice',
  video_note: 'voice',
  audio: 'file',
  document: 'file',
  video: 'file',
  animation: 'file',
  contact: 'contact',
};

/** What came instead of text; undefined for what we have no word for. */
export function mediaKind(message: Message): InboundKind | undefined {
  const field = Object.keys(MEDIA).find((name) => Object.hasOwn(message, name));
  return field === undefined ? undefined : MEDIA[field];
}

const fileId = z.string().min(1).max(256);

const fileSchema = z.object({
  file_id: fileId,
  file_name: fileName,
  mime_type: mimeType,
  file_size: byteCount,
});

const photoSchema = z.array(
  z.object({
    file_id: fileId,
    file_size: byteCount,
    width: z.number().catch(0),
    height: z.number().catch(0),
  }),
);

/** The fields of one file; a photo comes in several sizes, and nobody asks for help with a sticker. */
const FILES = {
  voice: 'voice',
  video_note: 'voice',
  audio: 'file',
  document: 'file',
  video: 'file',
  animation: 'file',
} as const;

/** The file that came with a message, if one did. */
export function attachmentOf(message: Message): Attachment | undefined {
  if (message.photo !== undefined) return pictureOf(message.photo);
  const found = Object.entries(FILES).find(([field]) => message[field] !== undefined);
  if (found === undefined) return undefined;
  const [field, kind] = found;
  const { data } = fileSchema.safeParse(message[field]);
  if (data === undefined) return undefined;
  const { file_id, file_name: name, mime_type: mime, file_size: size } = data;
  return attachmentFrom(kind, file_id, { name, mime, size });
}

/** Of the sizes of a photo the largest up to here, in bytes: enough to read a screen by. */
const LARGEST_PHOTO = 5 * 1024 * 1024;

function pictureOf(sizes: unknown): Attachment | undefined {
  const best = (photoSchema.safeParse(sizes).data ?? [])
    .filter(({ file_size }) => (file_size ?? 0) <= LARGEST_PHOTO)
    .sort((a, b) => a.width * a.height - b.width * b.height)
    .at(-1);
  if (best === undefined) return undefined;
  return attachmentFrom('image', best.file_id, { size: best.file_size });
}
