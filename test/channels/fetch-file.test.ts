/** Where files are fetched from, and where never: the address may be a stranger's. */
import { describe, expect, it, test } from 'vitest';
import { AttachmentError } from '../../src/channels/channel.ts';
import { fetchFile } from '../../src/channels/fetch-file.ts';
import { isPublic } from '../../src/channels/public-address.ts';
import { shelfServer } from '../providers/shelf.ts';

const ZALO = ['zdn.vn'];

async function troubleOf(address: string, hosts: readonly string[]): Promise<string> {
  try {
    await fetchFile(address, hosts, AbortSignal.timeout(1000));
    return 'it came';
  } catch (error) {
    return error instanceof AttachmentError ? error.trouble : String(error);
  }
}

async function textAt(address: string, hosts: readonly string[]): Promise<string> {
  const { body } = await fetchFile(address, hosts, AbortSignal.timeout(1000));
  let text = '';
  for await (const chunk of body) text += Buffer.from(chunk).toString();
  return text;
}

describe('a domain', () => {
  test.each([
    ['is not https', 'http://f6.photo.talk.zdn.vn/a.jpg'],
    ['is on another port', 'https://f6.photo.talk.zdn.vn:8443/a.jpg'],
    ['only ends like it', 'https://evilzdn.vn/a.jpg'],
    ['only begins like it', 'https://zdn.vn.example.com/a.jpg'],
    ['has it as a name of a user', 'https://zdn.vn@127.0.0.1/a.jpg'],
    ['has a user', 'https://me:secret@f.zdn.vn/a.jpg'],
    ['ends with a dot', 'https://zdn.vn./a.jpg'],
    ['is an address of our own', 'https://127.0.0.1/a.jpg'],
    ['is our own machine', 'http://localhost:3000/'],
    ['is written as a number', 'https://2130706433/a.jpg'],
    ['is an address of IPv6', 'https://[::1]/a.jpg'],
    ['is a file', 'file:///etc/passwd'],
    ['is data', 'data:text/html,<script>1</script>'],
    ['is nothing', ''],
    ['is half', '//zdn.vn/a.jpg'],
  ])('does not hold what %s', async (_, address) => {
    expect(await troubleOf(address, ZALO)).toBe('refused');
  });

  it('that leads into our own network is not entered', async () => {
    expect(await troubleOf('https://localhost/a.jpg', ['localhost'])).toBe('refused');
  });

  it('is meant with what is below it', async () => {
    const asked = await troubleOf('https://no-such-name.invalid/a.jpg', ['invalid']);
    expect(asked).toBe('unreachable');
  });
});

describe('an origin', () => {
  it('is meant as it stands, wherever it leads', async () => {
    const { files, origin } = await shelfServer();
    const name = files.put({ bytes: 'chào' });
    expect(await textAt(`${origin}/${name}`, [origin])).toBe('chào');
    const elsewhere = origin.replace('127.0.0.1', 'localhost');
    expect(await troubleOf(`${elsewhere}/${name}`, [origin])).toBe('refused');
  });

  it('may lead on within itself, and not out of it', async () => {
    const here = await shelfServer();
    const there = await shelfServer();
    const name = here.files.put({ bytes: 'chào' });
    const inside = here.files.put({ bytes: '', fault: { redirect: name } });
    const secret = there.files.put({ bytes: 'secret' });
    const redirect = `${there.origin}/${secret}`;
    const outside = here.files.put({ bytes: '', fault: { redirect } });
    expect(await textAt(`${here.origin}/${inside}`, [here.origin])).toBe('chào');
    expect(await troubleOf(`${here.origin}/${outside}`, [here.origin])).toBe('refused');
    expect(there.files.asked).toEqual([]);
  });

  it('whose redirect says nothing, or nonsense, is given up', async () => {
    const { files, origin } = await shelfServer();
    const names = ['http://', 'https://[', ':'].map((redirect) =>
      files.put({ bytes: '', fault: { redirect } }),
    );
    for (const name of names) {
      expect(['refused', 'gone']).toContain(await troubleOf(`${origin}/${name}`, [origin]));
    }
  });
});

test.each([
  ['8.8.8.8', 4, true],
  ['113.160.0.1', 4, true],
  ['127.0.0.1', 4, false],
  ['10.1.2.3', 4, false],
  ['172.31.255.255', 4, false],
  ['172.32.0.0', 4, true],
  ['192.168.1.1', 4, false],
  ['169.254.169.254', 4, false],
  ['100.64.0.1', 4, false],
  ['0.0.0.0', 4, false],
  ['224.0.0.1', 4, false],
  ['255.255.255.255', 4, false],
  ['2405:4800::1', 6, true],
  ['::1', 6, false],
  ['::', 6, false],
  ['fe80::1', 6, false],
  ['fd00::1', 6, false],
  ['::ffff:127.0.0.1', 6, false],
  ['::ffff:8.8.8.8', 6, false],
  ['64:ff9b::7f00:1', 6, false],
  ['2002:7f00:1::', 6, false],
])('%s of IPv%i in the public internet: %s', (address, family, expected) => {
  expect(isPublic(address, family)).toBe(expected);
});
