/** Runs tasks of the same key one after the other, of different keys side by side. */
export type Serial = <T>(key: string, task: () => Promise<T>) => Promise<T>;

export function serial(): Serial {
  const tails = new Map<string, Promise<unknown>>();
  return async (key, task) => {
    const before = tails.get(key);
    const run = before === undefined ? task() : before.then(task, task);
    tails.set(key, run);
    try {
      return await run;
    } finally {
      if (tails.get(key) === run) tails.delete(key);
    }
  };
}
