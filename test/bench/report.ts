/** How benchmarks print: every figure beside a peer or a floor of the same run. */

export interface Quantiles {
  readonly p50: number;
  readonly p99: number;
  readonly worst: number;
}

export function quantiles(samples: readonly number[]): Quantiles {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { p50: at(0.5), p99: at(0.99), worst: at(1) };
}

export function heading(title: string): void {
  console.log(`\n== ${title}`);
}

/** `ours` beside `peer`, with the ratio of ours to it. */
export function compare(
  name: string,
  ours: number,
  peer: { name: string; value: number },
  unit: string,
): void {
  const ratio = peer.value === 0 ? 'n/a' : `${(ours / peer.value).toFixed(2)} ×`;
  console.log(
    `${name.padEnd(44)} ${round(ours)} ${unit}   ${peer.name} ${round(peer.value)} ${unit}   ratio ${ratio}`,
  );
}

export function figure(name: string, value: string | number, unit = ''): void {
  console.log(`${name.padEnd(44)} ${typeof value === 'number' ? round(value) : value} ${unit}`);
}

export function round(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

/** Milliseconds that a task takes, sample by sample. */
export async function timed(times: number, task: (at: number) => unknown): Promise<number[]> {
  const samples: number[] = [];
  for (let at = 0; at < times; at += 1) {
    const begun = performance.now();
    await task(at);
    samples.push(performance.now() - begun);
  }
  return samples;
}

/** Resident memory of a process in MB. */
export async function residentMb(pid: number | 'self'): Promise<number> {
  const { readFile } = await import('node:fs/promises');
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}
