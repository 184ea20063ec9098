/** A file is what its first bytes say, whoever says otherwise. */
import { expect, test } from 'vitest';
import { fileTypeOf } from '../../../src/web/desk/file-type.ts';

const bytes = (text: string) => Buffer.from(text, 'latin1');
const ogg = (codec: string) => bytes(`OggS\0\x02${'\0'.repeat(20)}\x01\x13${codec}`);

test.each([
  ['a photo', bytes('\xff\xd8\xff\xe0\0\x10JFIF'), 'image/jpeg', 'jpg'],
  ['a screenshot', bytes('\x89PNG\r\n\x1a\n\0\0\0\rIHDR'), 'image/png', 'png'],
  ['an old picture that moves', bytes('GIF87a'), 'image/gif', 'gif'],
  ['a picture that moves', bytes('GIF89a'), 'image/gif', 'gif'],
  ['a picture of the web', bytes('RIFF\x24\0\0\0WEBPVP8 '), 'image/webp', 'webp'],
  ['a recording of Telegram', ogg('OpusHead'), 'audio/ogg', 'ogg'],
  ['a recording of the Zalo Bot', bytes('\xff\xf1\x60\x40'), 'audio/aac', 'aac'],
  ['a recording of an iPhone', bytes('\0\0\0\x1cftypM4A \0\0\0\0'), 'audio/mp4', 'm4a'],
  ['a film', bytes('\0\0\0\x18ftypmp42\0\0\0\0'), 'video/mp4', 'mp4'],
])('%s is shown as what it is', (_, head, type, extension) => {
  expect(fileTypeOf(head)).toEqual({ type, extension, shown: true });
});

const SAVED = 'application/octet-stream';

test.each([
  ['a document', bytes('%PDF-1.7'), 'application/pdf', 'pdf'],
  ['a recording of an old phone', bytes('#!AMR\n<'), SAVED, 'amr'],
  ['a page', bytes('<!doctype html><script>alert(1)</script>'), SAVED, 'bin'],
  ['a page behind white space', bytes('  \n<html>'), SAVED, 'bin'],
  [
    'a drawing, which can hold scripts',
    bytes('<svg xmlns="http://www.w3.org/2000/svg">'),
    SAVED,
    'bin',
  ],
  ['XML', bytes('<?xml version="1.0"?><svg/>'), SAVED, 'bin'],
  ['a page with a mark of UTF-8', bytes('\xef\xbb\xbf<html>'), SAVED, 'bin'],
  ['a script', bytes('alert(1)'), SAVED, 'bin'],
  ['a page that has a photo behind it', bytes('<b>\xff\xd8\xff'), SAVED, 'bin'],
  ['half a mark', bytes('\xff\xd8'), SAVED, 'bin'],
  ['RIFF that is no picture', bytes('RIFF\x24\0\0\0AVI LIST'), SAVED, 'bin'],
  ['OGG that is no voice', ogg('\x80theora'), SAVED, 'bin'],
  ['a film of an unknown kind', bytes('\0\0\0\x18ftypheic'), SAVED, 'bin'],
  ['a program', bytes('MZ\x90\0'), SAVED, 'bin'],
  ['an archive', bytes('PK\x03\x04'), SAVED, 'bin'],
  ['nothing', bytes(''), SAVED, 'bin'],
])('%s is only saved', (_, head, type, extension) => {
  expect(fileTypeOf(head)).toEqual({ type, extension, shown: false });
});
