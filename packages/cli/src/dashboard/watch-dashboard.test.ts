import { EventEmitter } from 'node:events';
import { AnalyticsError, type Dashboard } from '@lms-analytics/core';
import { describe, expect, it } from 'vitest';
import { plainPaint } from '../output/paint.js';
import { type Display, type Draw, type Terminal, TerminalDisplay } from './display.js';
import { watchDashboard } from './watch-dashboard.js';

const period = { from: '2026-03-02T00:00:00.000Z', to: '2026-03-09T00:00:00.000Z', timeZone: 'Europe/Paris' };
const dashboard: Dashboard = {
  kpis: { period, columns: [], rows: [] },
  series: { columns: [], rows: [] },
  courses: { columns: [], rows: [] },
};
const busy = new AnalyticsError('store_busy', 'the store x is in use by node (process 7)');
const gone = new AnalyticsError('store_not_found', 'there is no store at x yet');

/** Asks until the answers are used up, and gives the pictures. */
async function watch(answers: readonly (Dashboard | Error)[]): Promise<string[]> {
  const pictures: string[] = [];
  const stopping = new AbortController();
  const left = [...answers];
  const ask = async () => {
    const answer = left.shift()!;
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const display: Display = {
    show: async (draw) => {
      pictures.push(draw({ width: 200, height: 40, paint: plainPaint }));
      if (left.length === 0) stopping.abort();
    },
    end: () => undefined,
  };
  const clock = () => new Date('2026-03-05T10:20:30Z');
  await watchDashboard({ ask, intervalSeconds: 0.001, signal: stopping.signal, clock }, display);
  return pictures;
}

describe('a watched dashboard', () => {
  it('says below each picture when it was asked, in the zone of the period', async () => {
    const pictures = await watch([dashboard, dashboard]);
    expect(pictures).toHaveLength(2);
    expect(pictures[1]).toMatch(/^2026-03-02 01:00 to 2026-03-09 01:00 \(Europe\/Paris\)\n/);
    expect(pictures[1]).toMatch(
      /\n\nRefreshed 2026-03-05 11:20:30 \(Europe\/Paris\)\. Every 0\.001 s; Ctrl-C ends\.\n$/,
    );
  });

  it('keeps the last picture while the store is busy or gone, and says so', async () => {
    const [first, second, third, last] = await watch([dashboard, busy, gone, dashboard]);
    const [body] = first!.split('Refreshed');
    expect(second).toBe(
      `${body}Refreshed 2026-03-05 11:20:30 (Europe/Paris). Not now: the store x is in use by node (process 7). Every 0.001 s; Ctrl-C ends.\n`,
    );
    expect(third).toContain('Not now: there is no store at x yet.');
    expect(last).toBe(first);
  });

  it('waits for a store that is busy at first', async () => {
    const [first, second] = await watch([busy, dashboard]);
    expect(first).toBe('Not now: the store x is in use by node (process 7). Every 0.001 s; Ctrl-C ends.\n');
    expect(second).toContain('Refreshed');
  });

  it('ends where there is no store at first, and where a question cannot be asked', async () => {
    await expect(watch([gone])).rejects.toBe(gone);
    const wrong = new AnalyticsError('invalid_query', 'last "ever" is not a period');
    await expect(watch([dashboard, wrong])).rejects.toBe(wrong);
  });

  it('ends at once, whatever it is waiting for', async () => {
    const stopping = new AbortController();
    const display: Display = { show: async () => undefined, end: () => undefined };
    const never = { ask: () => new Promise<Dashboard>(() => undefined), clock: () => new Date() };
    const watching = watchDashboard({ ...never, intervalSeconds: 5, signal: stopping.signal }, display);
    stopping.abort();
    await watching;
  });
});

class SmallTerminal extends EventEmitter implements Pick<Terminal, 'write' | 'columns' | 'rows' | 'isTTY'> {
  readonly isTTY = true;
  written = '';
  constructor(
    public columns: number,
    public rows: number,
  ) {
    super();
  }
  write(text: string): boolean {
    this.written += text;
    return true;
  }
  taken(): string {
    const { written } = this;
    this.written = '';
    return written;
  }
}

describe('a display on a terminal', () => {
  const draw: Draw = ({ width, height }) => `${width} by ${height}\n`;

  it('draws in the place of the picture before, and anew where the size changes', async () => {
    const terminal = new SmallTerminal(80, 24);
    const display = new TerminalDisplay(terminal as unknown as Terminal);
    await display.show(draw);
    expect(terminal.taken()).toContain('80 by 23\n');
    await display.show(() => 'next\n');
    expect(terminal.taken()).toMatch(/\[1A.*next\n/s);
    await display.show(draw);
    terminal.taken();
    terminal.columns = 40;
    terminal.emit('resize');
    expect(terminal.taken()).toMatch(/\[2J.*\[H.*40 by 23\n/s);
    display.end();
    expect(terminal.listenerCount('resize')).toBe(0);
  });
});
