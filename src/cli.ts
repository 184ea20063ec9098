/** The command line: `npm run <command> -- <options>`. Other programs parse what it prints. */
import './env-file.js';
import { type Call, readCall } from './cli/call.ts';
import { UserError } from './errors.ts';

type Command = (call: Call) => Promise<void>;

/** Commands load what they need themselves: looking up a handset needs no classifier. */
const COMMANDS: Readonly<Record<string, Command>> = {
  ask: async (call) => (await import('./cli/talk.ts')).runAsk(call),
  chat: async (call) => (await import('./cli/talk.ts')).runChat(call),
  handset: async (call) => (await import('./cli/data.ts')).runHandsets(call),
  evaluate: async (call) => (await import('./cli/evaluate.ts')).runEvaluate(call),
  check: async (call) => (await import('./cli/data.ts')).runCheck(call),
  'data:verify': async (call) => (await import('./cli/data.ts')).runVerify(call),
  'data:import': async (call) => (await import('./cli/data.ts')).runImport(call),
  tickets: async (call) => (await import('./cli/records.ts')).runTickets(call),
  unanswered: async (call) => (await import('./cli/records.ts')).runUnanswered(call),
  'zalo:login': async (call) => (await import('./cli/zalo-login.ts')).runZaloLogin(call),
  channels: async (call) => (await import('./cli/channels.ts')).runChannels(call),
  'dead-letters': async (call) => (await import('./cli/channels.ts')).runDeadLetters(call),
  audit: async (call) => (await import('./cli/accounts.ts')).runAudit(call),
  accounts: async (call) => (await import('./cli/accounts.ts')).runAccounts(call),
  purge: async (call) => (await import('./cli/records.ts')).runPurge(call),
};

/** A word after these would be ignored without a word, and somebody waits for what it asks. */
const WITHOUT_ARGUMENTS: ReadonlySet<string> = new Set([
  'chat',
  'handset',
  'check',
  'unanswered',
  'zalo:login',
  'purge',
  'audit',
]);

async function main([name = '', ...args]: string[]): Promise<void> {
  const command = COMMANDS[name];
  if (command === undefined) {
    throw new UserError(`No command "${name}". There is: ${Object.keys(COMMANDS).join(', ')}.`);
  }
  const call = readCall(args);
  const [stray] = call.arguments;
  if (stray !== undefined && WITHOUT_ARGUMENTS.has(name)) {
    const input = name === 'handset' ? ' It reads names from standard input, one a line.' : '';
    throw new UserError(`"${name}" takes no argument, so not "${stray}".${input}`);
  }
  await command(call);
}

/** A reader that has seen enough, as in `| head`, is no error. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
