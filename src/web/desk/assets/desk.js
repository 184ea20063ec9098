/** Makes the desk live: without this script it works with forms and a reload. */
import { startBadge } from './badge.js';
import { startCompose } from './compose.js';
import './files.js';
import { startKeys } from './keys.js';
import { listen } from './live.js';
import { startQueue } from './queue.js';
import { startTalk } from './talk.js';

startQueue();
startBadge();
startCompose();
startKeys();
startTalk();
listen();
