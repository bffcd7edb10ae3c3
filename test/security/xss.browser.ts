// Every payload of the shared corpus, whole and at every streamed prefix of a sample, in every place where
// text of a server can appear: nothing runs, nothing is fetched, and the tree is one the renderer makes.

import { expect } from '@open-wc/testing';
import { nothing, render } from 'lit';
import { english } from '../../src/i18n/strings.js';
import { parseMarkdown, renderMarkdown } from '../../src/markdown/index.js';
import { deepQuery, deepQueryAll, readText, settled, startChat } from '../support/element.js';
import { findHarm } from '../support/harmless.js';
import { json, type ScriptedAgent } from '../support/scripted-agent.js';
import { pieces, values } from '../support/streams.js';

interface Payload {
  readonly category: string;
  readonly text: string;
}

const context = { strings: english, imageHosts: [] };
const payloads = (await (await fetch('/corpora/xss.json')).json()) as readonly Payload[];
/** Every twentieth, of each source some. */
const sample = payloads.filter((_payload, index) => index % 20 === 0);

let ran: string[] = [];
const originals = { alert: window.alert, confirm: window.confirm, prompt: window.prompt };
before(() => {
  for (const name of ['alert', 'confirm', 'prompt'] as const) {
    window[name] = (text?: string) => {
      ran.push(`${name}(${text})`);
      return null as never;
    };
  }
});
after(() => void Object.assign(window, originals));
beforeEach(() => {
  ran = [];
  performance.clearResourceTimings();
});

/** Anything that was loaded from elsewhere. */
function strangeRequests(): readonly string[] {
  return performance
    .getEntriesByType('resource')
    .map(({ name }) => name)
    .filter((url) => new URL(url).origin !== location.origin);
}

it('has a corpus to judge', () => {
  expect(payloads.length).to.be.greaterThan(1_000);
});

it('draws every payload harmlessly as an answer', async () => {
  const place = document.createElement('div');
  document.body.append(place);
  const harm: string[] = [];
  for (const { text } of payloads) {
    render(renderMarkdown(parseMarkdown(text), context), place);
    harm.push(...findHarm(place).map((found) => `${found} from ${text.slice(0, 80)}`));
    render(nothing, place);
  }
  await new Promise((resolve) => setTimeout(resolve, 50));
  place.remove();
  expect(harm).to.deep.equal([]);
  expect(ran).to.deep.equal([]);
  expect(strangeRequests()).to.deep.equal([]);
});

it('draws every streamed prefix of a sample harmlessly', async function () {
  this.timeout(60_000);
  const place = document.createElement('div');
  document.body.append(place);
  const harm: string[] = [];
  for (const { text } of sample) {
    let document = parseMarkdown('');
    const whole = text.slice(0, 400);
    for (let end = 1; end <= whole.length; end += 1) {
      document = parseMarkdown(whole.slice(0, end), document, { streaming: true });
      render(renderMarkdown(document, context), place);
      harm.push(...findHarm(place).map((found) => `${found} from ${whole.slice(0, end)}`));
    }
    render(nothing, place);
  }
  place.remove();
  expect(harm).to.deep.equal([]);
  expect(ran).to.deep.equal([]);
  expect(strangeRequests()).to.deep.equal([]);
});

it('keeps all of a harmless text', () => {
  const place = document.createElement('div');
  const harmless = 'if (a < b && c > d) { say("1 & 2"); } // <not a tag> &amp; so on';
  render(renderMarkdown(parseMarkdown(harmless), context), place);
  expect(place.textContent?.replace(/\s+/g, ' ').trim()).to.equal(harmless.replace('&amp;', '&'));
});

/** How each payload reaches the chat, besides as an answer. */
const places: Readonly<Record<string, (agent: ScriptedAgent, text: string) => void>> = {
  'the name and arguments of a tool call': (agent, text) => {
    const call = { id: 'c1', name: text, args: { query: text } };
    agent.nextRun({
      events: [
        {
          event: 'values',
          data: {
            messages: [
              { id: 'a1', type: 'ai', content: 'Looking', tool_calls: [call] },
              { id: 't1', type: 'tool', name: text, content: text, tool_call_id: 'c1' },
            ],
          },
        },
      ],
    });
  },
  'the error of a run': (agent, text) => {
    agent.nextRun({ events: [{ event: 'error', data: { error: text, message: text } }], status: 'error' });
  },
  'the error of a server': (agent, text) => {
    agent.nextAnswer(/runs\/stream$/, () => json({ detail: text, message: text }, { status: 500 }));
  },
  'the value of an interrupt': (agent, text) => {
    const interrupts = [
      { id: 'i1', value: { question: text } },
      { id: 'i2', value: text },
    ];
    agent.nextRun({
      events: [{ event: 'values', data: { messages: [], __interrupt__: interrupts } }],
      status: 'interrupted',
    });
  },
  'the key of a rating': (agent, text) => {
    agent.nextRun({
      events: [
        ...pieces('a1', ['Hello']),
        values(['a1', 'ai', 'Hello']),
        { event: 'feedback', data: { [text]: text, user_score: text, __proto__: { user_score: text } } },
      ],
    });
  },
};

for (const [where, prepare] of Object.entries(places)) {
  it(`draws a sample harmlessly as ${where}`, async function () {
    this.timeout(60_000);
    const { chat, agent } = await startChat();
    // What the place is made of when the text is harmless.
    const known = new Set<string>();
    prepare(agent, 'plain');
    await chat.send('Hi');
    await settled(chat);
    for (const { localName } of deepQueryAll(chat.shadowRoot ?? chat, '*')) known.add(localName);
    chat.newThread();
    await settled(chat);
    const harm: string[] = [];
    for (const { text } of sample.slice(0, 30)) {
      prepare(agent, text);
      await chat.send('Hi');
      await settled(chat);
      for (const element of deepQueryAll(chat.shadowRoot ?? chat, '*')) {
        if (!known.has(element.localName)) harm.push(`<${element.localName}> from ${text.slice(0, 80)}`);
        for (const { name } of [...element.attributes])
          if (/^(on|style$|id$|srcdoc$|form|ping$)/.test(name))
            harm.push(`${name} from ${text.slice(0, 80)}`);
      }
      expect(deepQuery(chat.shadowRoot ?? chat, 'agent-chat-rating')).to.equal(null);
      expect(readText(chat)).to.contain('Hi');
      chat.newThread();
      await settled(chat);
    }
    expect(harm).to.deep.equal([]);
    expect(ran).to.deep.equal([]);
    expect(strangeRequests()).to.deep.equal([]);
  });
}
