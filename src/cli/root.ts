import { join } from 'node:path';

/** Where intents/, data/ and locales/ are. */
export const ROOT = join(import.meta.dirname, '../..');
