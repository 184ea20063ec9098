/** The desk at which people answer: pages and forms that work without JavaScript, and its streams. */
import { join } from 'node:path';
import { type RequestHandler, Router } from 'express';
import { normalCode, within } from '../../bot/handoff/agent.ts';
import { seeAgent } from '../../bot/handoff/presence.ts';
import { loadAssets } from '../assets.ts';
import { requires, staffOf } from '../console/guard.ts';
import { queryText } from '../http.ts';
import { ACTS, perform } from './act.ts';
import { attachmentRoutes } from './attachment.ts';
import { agentOf, type DeskParts } from './context.ts';
import { queryOf, readFilter } from './filter.ts';
import { createHub } from './hub.ts';
import { keepPresence, stayHere } from './presence.ts';
import { refuse } from './refused.ts';
import { sendDesk, sendQueue } from './show.ts';
import {
  composeAnswer,
  findFacts,
  noteTyping,
  revealNumber,
  switchPresence,
} from './small-routes.ts';
import { openStream } from './stream.ts';

export interface DeskRoutes {
  /** To be mounted at `PATH`, behind what finds out who calls and reads what is sent. */
  readonly router: Router;
  /** Ends all open streams. */
  close(): void;
}

/** What is not the desk's own making. */
export type DeskSetting = Omit<DeskParts, 'deskAssets'>;

const PATH = '/console/desk';

export function deskRoutes(setting: DeskSetting): DeskRoutes {
  const assets = loadAssets(join(import.meta.dirname, 'assets'));
  const parts: DeskParts = { ...setting, deskAssets: PATH + assets.base };
  const hub = createHub(parts);
  const presence = keepPresence(parts.bot);
  const router = Router();
  router.use(assets.router);
  router.use(requires('desk.work'));
  router.get('/', showDesk(parts));
  router.get('/queue', (req, res) => sendQueue(parts, req, res));
  router.get('/stream', openStream(parts, hub, presence));
  router.get('/here', stayHere(presence));
  router.post('/presence', switchPresence(parts));
  router.get('/:code', showTicket(parts));
  for (const [name, act] of Object.entries(ACTS)) {
    router.post(`/:code/${name}`, perform(parts, act));
  }
  router.post('/:code/compose', composeAnswer(parts));
  router.post('/:code/reveal', requires('desk.reveal'), revealNumber(parts));
  router.post('/:code/typing', noteTyping(parts));
  router.get('/:code/facts', findFacts(parts));
  router.use(attachmentRoutes(parts));
  router.use(refuse(parts));
  const close = () => {
    presence.stop();
    hub.close();
  };
  return { router, close };
}

/** The queue; or, asked for a code, that ticket. */
function showDesk(parts: DeskParts): RequestHandler {
  return async (req, res) => {
    const agent = agentOf(staffOf(res));
    await seeAgent(parts.bot, agent);
    const code = searched(queryText(req, 'q') ?? '');
    if (code === '') return sendDesk(parts, req, res);
    res.redirect(303, `/console/desk/${code}${queryOf(readFilter(req, agent))}`);
  };
}

/** The code that somebody looks for, which may lack what all codes begin with. */
function searched(text: string): string {
  const code = normalCode(text).replace(/[^A-Z0-9-]/g, '');
  return code === '' || code.startsWith('TL-') ? code : `TL-${code}`;
}

function showTicket(parts: DeskParts): RequestHandler {
  return async (req, res) => {
    const agent = agentOf(staffOf(res));
    const ticket = await within(agent, String(req.params.code))(parts.bot.db);
    await seeAgent(parts.bot, agent);
    await sendDesk(parts, req, res, { ticket });
  };
}
