// Measures what a chat costs the page around it: loading, idling, being opened and removed again, and a long
// thread above the answer that comes.

import type { Browser, CDPSession, Page } from 'puppeteer-core';

async function open(browser: Browser, url: string): Promise<{ tab: Page; client: CDPSession }> {
  const context = await browser.createBrowserContext();
  const tab = await context.newPage();
  await tab.evaluateOnNewDocument('globalThis.__name = (value) => value');
  await tab.goto(url);
  const client = await tab.createCDPSession();
  return { tab, client };
}

async function close(tab: Page): Promise<void> {
  await tab.browserContext().close();
}

async function metric(client: CDPSession, name: string): Promise<number> {
  const { metrics } = await client.send('Performance.getMetrics');
  return metrics.find((one) => one.name === name)?.value ?? Number.NaN;
}

/** CPU (ms) of the main thread to load and run one script. */
export async function measureLoad(browser: Browser, url: string, script: string, type = ''): Promise<number> {
  const { tab, client } = await open(browser, `${url}/empty.html`);
  await client.send('Performance.enable', { timeDomain: 'threadTicks' });
  const before = await metric(client, 'TaskDuration');
  await tab.evaluate(`load(${JSON.stringify(script)}, ${JSON.stringify(type)})`);
  const cost = ((await metric(client, 'TaskDuration')) - before) * 1_000;
  await close(tab);
  return cost;
}

/** What a chat that nobody uses does in two seconds: requests, timers and frames. */
export async function measureIdle(
  browser: Browser,
  url: string,
): Promise<{ readonly requests: readonly string[]; readonly timers: number }> {
  const context = await browser.createBrowserContext();
  const tab = await context.newPage();
  await tab.evaluateOnNewDocument(`
    globalThis.__name = (value) => value;
    globalThis.timers = 0;
    for (const name of ['setTimeout', 'setInterval', 'requestAnimationFrame', 'requestIdleCallback']) {
      const real = globalThis[name].bind(globalThis);
      globalThis[name] = (...given) => { globalThis.timers += 1; return real(...given); };
    }`);
  const requests: string[] = [];
  await tab.goto(`${url}/ours.html`);
  tab.on('request', (request) => requests.push(request.url()));
  await tab.evaluate(`(() => {
    const chat = document.createElement('agent-chat');
    Object.assign(chat, { endpoint: '/wire-1-0' });
    document.body.append(chat);
  })()`);
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  await tab.evaluate('timers = 0');
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  const timers = Number(await tab.evaluate('timers'));
  await close(tab);
  return { requests, timers };
}

/** What is left in the page, after its garbage was collected. */
export interface Remains {
  /** Bytes. */
  readonly heap: number;
  readonly nodes: number;
  readonly listeners: number;
}

/** Opens, streams and removes a chat 50 times: what is left after the fifth time, and after the last. */
export async function measureCycles(browser: Browser, url: string): Promise<readonly [Remains, Remains]> {
  const { tab, client } = await open(browser, `${url}/ours.html`);
  await client.send('Performance.enable');
  const remains = async (): Promise<Remains> => {
    await client.send('HeapProfiler.collectGarbage');
    await client.send('HeapProfiler.collectGarbage');
    const [heap, nodes, listeners] = [
      await metric(client, 'JSHeapUsedSize'),
      await metric(client, 'Nodes'),
      await metric(client, 'JSEventListeners'),
    ];
    return { heap, nodes, listeners };
  };
  const cycles = (count: number) =>
    tab.evaluate(`(async () => { for (let time = 0; time < ${count}; time += 1) await cycle(); })()`);
  await cycles(5);
  const early = await remains();
  await cycles(45);
  const late = await remains();
  await close(tab);
  return [early, late];
}

/** CPU (ms) of an answer of `count` tokens below `messages` messages. */
export async function measureAppending(
  browser: Browser,
  url: string,
  count: number,
  messages: number,
): Promise<number> {
  const { tab, client } = await open(browser, `${url}/ours.html`);
  await client.send('Performance.enable', { timeDomain: 'threadTicks' });
  let before = Number.NaN;
  await tab.exposeFunction('measureNow', async () => {
    before = await metric(client, 'TaskDuration');
  });
  await tab.evaluate(`append(${count}, ${messages}, measureNow)`);
  const cost = ((await metric(client, 'TaskDuration')) - before) * 1_000;
  await close(tab);
  return cost;
}
