/** `npm run bench [start|web|channels|understanding|handsets|batch|desk]`: figures with a peer or a floor beside them. */
import { benchChannels } from './channels.ts';
import { benchDesk } from './desk.ts';
import { benchBatch, benchHandsets } from './handsets.ts';
import { benchStart } from './start.ts';
import { benchUnderstanding } from './understanding.ts';
import { benchWeb } from './web.ts';

const BENCHES: Readonly<Record<string, () => Promise<void>>> = {
  start: benchStart,
  web: benchWeb,
  channels: benchChannels,
  understanding: benchUnderstanding,
  handsets: benchHandsets,
  batch: benchBatch,
  desk: benchDesk,
};

const wanted = process.argv.slice(2);
for (const [name, bench] of Object.entries(BENCHES)) {
  if (wanted.length === 0 || wanted.includes(name)) await bench();
}
