/** Starts the assistant and stops it when it is told to. */
import { join } from 'node:path';
import { type App, startApp } from './app.ts';
import { readConfig } from './config.ts';
import { UserError } from './errors.ts';

const ROOT = join(import.meta.dirname, '..');

/** Says where it is; who reads that may already send a signal. */
function announce({ url, firstAdminUrl }: App): void {
  console.log(`Trợ lý 2G: ${url}`);
  if (firstAdminUrl !== undefined) {
    console.log(`Tài khoản quản trị đầu tiên (24 giờ): ${firstAdminUrl}`);
  }
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
  const app = await startApp(readConfig(process.env), { root: ROOT });
  stopOnSignals(app);
  announce(app);
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  console.error(error.message);
  process.exit(1);
}
