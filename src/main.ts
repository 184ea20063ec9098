/** Starts the assistant and stops it when it is told to. */
import { join } from 'node:path';
import { type App, startApp } from './app.ts';
import { readConfig } from './config.ts';
import { UserError } from './errors.ts';

const ROOT = join(import.meta.dirname, '..');

async function start(): Promise<App> {
  const app = await startApp(readConfig(process.env), { root: ROOT });
  console.log(`Trợ lý 2G: ${app.url}`);
  if (app.firstAdminUrl !== undefined) {
    console.log(`Tài khoản quản trị đầu tiên (24 giờ): ${app.firstAdminUrl}`);
  }
  return app;
}

/** The first signal stops in order, a second one at once. */
function stopOnSignals(app: App): void {
  let stopping = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1);
      stopping = true;
      void app.stop().then(() => process.exit(0));
    });
  }
}

try {
  stopOnSignals(await start());
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  console.error(error.message);
  process.exit(1);
}
