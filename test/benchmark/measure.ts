// Measures one page of the benchmark in Chromium: CPU of its main thread, its longest task, its frames.

import type { Browser } from 'puppeteer-core';

/** What one streaming cost. Times in ms. */
export interface Cost {
  /** CPU of the page's main thread. */
  readonly cpu: number;
  readonly longestTask: number;
  /** Share of frames that came more than half a frame late. */
  readonly dropped: number;
  /** Characters that were drawn. */
  readonly characters: number;
}

/** Streams `count` tokens on `page`, flat out or at `pace` a second, in a fresh tab. */
export async function measure(
  browser: Browser,
  url: string,
  page: string,
  count: number,
  pace = 0,
): Promise<Cost> {
  const context = await browser.createBrowserContext();
  const tab = await context.newPage();
  await tab.evaluateOnNewDocument('globalThis.__name = (value) => value');
  await tab.goto(`${url}/${page}.html`);
  await tab.waitForFunction('typeof run === "function"');
  const client = await tab.createCDPSession();
  await client.send('Performance.enable', { timeDomain: 'threadTicks' });
  const task = async () => {
    const { metrics } = await client.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
  };
  const before = await task();
  const seen = await tab.evaluate(
    async (tokens, perSecond) => {
      let longest = 0;
      const observer = new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
      });
      observer.observe({ type: 'longtask' });
      let going = true;
      const gaps: number[] = [];
      let last = performance.now();
      const frame = (now: number) => {
        gaps.push(now - last);
        last = now;
        if (going) requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
      const run = Reflect.get(globalThis, 'run') as unknown as (
        count: number,
        pace: number,
      ) => Promise<number>;
      const characters = await run(tokens, perSecond);
      going = false;
      await new Promise((resolve) => setTimeout(resolve, 100));
      const late = gaps
        .slice(1)
        .reduce((sum, gap) => sum + Math.max(0, Math.round(gap / (1_000 / 60)) - 1), 0);
      return { longest, characters, dropped: late / Math.max(1, gaps.length + late) };
    },
    count,
    pace,
  );
  const cpu = ((await task()) - before) * 1_000;
  await context.close();
  return { cpu, longestTask: seen.longest, dropped: seen.dropped, characters: seen.characters };
}

/** The longest task (ms) while a thread of `count` messages is opened, and how many are drawn first. */
export async function measureOpening(
  browser: Browser,
  url: string,
  count: number,
): Promise<{ readonly longestTask: number; readonly first: number }> {
  const context = await browser.createBrowserContext();
  const tab = await context.newPage();
  await tab.evaluateOnNewDocument('globalThis.__name = (value) => value');
  await tab.goto(`${url}/ours.html`);
  const opened = await tab.evaluate(async (messages) => {
    let longestTask = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longestTask = Math.max(longestTask, duration);
    }).observe({ type: 'longtask' });
    const openThread = Reflect.get(globalThis, 'openThread') as unknown as (count: number) => Promise<number>;
    const first = await openThread(messages);
    await new Promise((resolve) => setTimeout(resolve, 200));
    return { longestTask, first };
  }, count);
  await context.close();
  return opened;
}

/** The middle one. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
