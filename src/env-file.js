// Settings from the file `.env`, where the environment has none of that name. Node's own flag
// --env-file-if-exists would end an older Node with "bad option", before guard.js can explain.
import { existsSync } from 'node:fs';

if (existsSync('.env')) process.loadEnvFile('.env');
