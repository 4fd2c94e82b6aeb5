import { setTimeout as sleep } from 'node:timers/promises';
import type { Dashboard } from '@lms-analytics/core';
import { describeError } from '../output/describe-error.js';
import { paragraph } from '../table/labelled-lines.js';
import type { Display } from './display.js';
import { type DashboardCanvas, renderDashboard } from './render-dashboard.js';

/** What is watched, and how often. */
export interface Watch {
  /** Asks for the dashboard as it is now. The store is open only meanwhile, so that other processes can write to it. */
  ask(signal: AbortSignal): Promise<Dashboard>;
  readonly intervalSeconds: number;
  /** Ends it. */
  readonly signal: AbortSignal;
  readonly clock: () => Date;
}

/** What there is to show. */
interface Picture {
  readonly dashboard?: Dashboard;
  /** When it was asked for. */
  readonly at?: Date;
  /** Why it is not of now. */
  readonly trouble?: string;
}

/**
 * Shows the dashboard anew every few seconds, until its signal. Where the store cannot be opened, such as while another
 * process writes, the last picture stays, and the line below it says why.
 *
 * @throws what asking throws, but for a busy store, and for other troubles of the store once there is a picture
 */
export async function watchDashboard(watch: Watch, display: Display): Promise<void> {
  let picture: Picture = {};
  const ended = ending(watch.signal);
  while (!watch.signal.aborted) {
    const next = await Promise.race([refresh(picture, watch), ended]);
    if (next === undefined) return;
    picture = next;
    await display.show((canvas) => drawPicture(next, watch, canvas));
    await sleep(watch.intervalSeconds * 1000, undefined, { signal: watch.signal }).catch(() => undefined);
  }
}

async function refresh(last: Picture, { ask, clock, signal }: Watch): Promise<Picture> {
  try {
    const dashboard = await ask(signal);
    return { dashboard, at: clock() };
  } catch (error) {
    const { code, message } = describeError(error);
    const passes = code === 'store_busy' || (last.dashboard !== undefined && code.startsWith('store_'));
    if (!passes) throw error;
    return { ...last, trouble: message };
  }
}

function ending(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
}

function drawPicture(picture: Picture, watch: Watch, canvas: DashboardCanvas): string {
  const status = paragraph(statusText(picture, watch), canvas.width);
  if (picture.dashboard === undefined) return status;
  const height = canvas.height - status.split('\n').length;
  const lines = renderDashboard(picture.dashboard, { ...canvas, height })
    .trimEnd()
    .split('\n');
  return `${lines.slice(0, Math.max(0, height)).join('\n')}\n\n${status}`;
}

function statusText({ dashboard, at, trouble }: Picture, { intervalSeconds }: Watch): string {
  const refreshed = at && `Refreshed ${secondText(at, dashboard?.kpis.period?.timeZone ?? 'UTC')}. `;
  return `${refreshed ?? ''}${trouble === undefined ? '' : `Not now: ${trouble}. `}Every ${intervalSeconds} s; Ctrl-C ends.`;
}

/** A moment in a zone, to the second: `2026-03-01 09:30:05 (UTC)`. */
function secondText(moment: Date, timeZone: string): string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  return `${format.format(moment)} (${timeZone})`;
}
