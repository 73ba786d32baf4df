/**
 * One line on the terminal that says how far a run is: rows, rows a second, time left. Shows
 * nothing when stderr is not a terminal.
 */

const refreshMs = 200;

export interface ProgressState {
  readonly rows: number;
  /** Part of the input that was read, 0 to 1; null when its size is not known. */
  readonly fraction: number | null;
}

export interface Progress {
  stop(): void;
}

function clock(totalSeconds: number): string {
  const seconds = Math.max(0, Math.round(totalSeconds));
  const minutes = Math.floor(seconds / 60);
  return `${minutes}:${String(seconds % 60).padStart(2, '0')}`;
}

export function progressLine(state: ProgressState, elapsedSeconds: number): string {
  const rate = elapsedSeconds > 0 ? Math.round(state.rows / elapsedSeconds) : 0;
  const parts = [`${state.rows.toLocaleString('en')} rows`, `${rate.toLocaleString('en')} rows/s`];
  if (state.fraction !== null && state.fraction > 0) {
    const left = (elapsedSeconds / state.fraction) * (1 - state.fraction);
    parts.push(`${Math.floor(state.fraction * 100)} %`, `${clock(left)} left`);
  }
  return parts.join(', ');
}

export function showProgress(state: () => ProgressState, quiet: boolean): Progress {
  if (quiet || !process.stderr.isTTY) return { stop: () => undefined };
  const startedMs = performance.now();
  const draw = (): void => {
    const line = progressLine(state(), (performance.now() - startedMs) / 1000);
    process.stderr.write(`\r\u001b[K${line}`);
  };
  const timer = setInterval(draw, refreshMs);
  timer.unref();
  return {
    stop: () => {
      clearInterval(timer);
      process.stderr.write('\r\u001b[K');
    },
  };
}
