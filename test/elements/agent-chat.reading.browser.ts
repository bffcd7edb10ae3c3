// Reading while more comes: nothing that is read or marked moves or changes, and the way back down says how
// much there is.

import { expect, nextFrame, oneEvent } from '@open-wc/testing';
import type { AgentChatMessage } from '../../src/elements/agent-chat-message.js';
import type { Highlight } from '../../src/markdown/index.js';
import type { ChatMessage } from '../../src/session/state.js';
import { deepQuery, deepQueryAll, settled, startChat } from '../support/element.js';
import { ScriptedAgent } from '../support/scripted-agent.js';
import { feedback, pieces, values } from '../support/streams.js';

function message(text: string, status: ChatMessage['status']): ChatMessage {
  return { id: 'a', role: 'assistant', text, status, runId: 'r', toolCalls: [], name: null, createdAt: null };
}

async function answer(text: string, highlight?: Highlight) {
  const element = document.createElement('agent-chat-message') as AgentChatMessage;
  element.highlight = highlight;
  element.message = message(text, 'streaming');
  document.body.append(element);
  await element.updateComplete;
  const grow = async (more: string, status: ChatMessage['status'] = 'streaming') => {
    element.message = message(more, status);
    await element.updateComplete;
  };
  const all = (selector: string) => [...(element.shadowRoot?.querySelectorAll(selector) ?? [])];
  return { element, grow, all };
}

describe('an answer that grows', () => {
  const first = '# Title\n\nOne **bold** paragraph.\n\n- a\n- b\n\n```js\nlet a;\n```\n\n';

  it('keeps the nodes of what does not change, to the end', async () => {
    const { element, grow, all } = await answer(first);
    const before = all('.markdown > *');
    await grow(`${first}And more, `);
    await grow(`${first}And more, word for word.`, 'complete');
    expect(all('.markdown > *').slice(0, before.length)).to.deep.equal(before);
    element.remove();
  });

  it('keeps a selection inside it', async () => {
    const { element, grow, all } = await answer(`${first}More`);
    const [paragraph] = all('.markdown > p');
    const range = document.createRange();
    range.selectNodeContents(paragraph as Element);
    const selection = getSelection();
    selection?.removeAllRanges();
    selection?.addRange(range);
    const text = range.toString();
    expect(text.trim()).to.equal('One bold paragraph.');
    await grow(`${first}More and more`);
    await grow(`${first}More and more.\n\nThe end.`, 'complete');
    expect(range.toString()).to.equal(text);
    expect(range.startContainer.isConnected).to.equal(true);
    element.remove();
  });

  it('draws a long text that comes at once piece by piece, and all of it', async () => {
    const text = 'A sentence of some words.\n\n'.repeat(600);
    const { element, grow, all } = await answer('');
    await grow(text, 'complete');
    expect(all('p').length).to.be.lessThan(200);
    while (all('.actions').length === 0) await nextFrame();
    expect(all('p').length).to.equal(600);
    element.remove();
  });
});

describe('what models write', () => {
  it('reads citations, mathematics and line breaks in tables as they are meant', async () => {
    const text =
      'As shown [1], [2][3]. Costs $5 and $x^2_i$, \\(a_b\\), $$\\frac{a}{b} * c * d$$.\n\n| a | b |\n|---|---|\n| one<br>two | x |';
    const { element, grow, all } = await answer('');
    await grow(text, 'complete');
    const [paragraph] = all('.markdown > p');
    expect(paragraph?.textContent).to.contain(
      'As shown [1], [2][3]. Costs $5 and $x^2_i$, (a_b), $$\\frac{a}{b} * c * d$$.',
    );
    expect(all('td br').length).to.equal(1);
    element.remove();
  });
});

describe('code', () => {
  const text = '```js\nlet a = 1;\n```';
  const highlight: Highlight = (code) => [{ kind: 'keyword', text: code.slice(0, 3) }, code.slice(3)];

  it('is coloured by the page’s function once it is whole, and not before', async () => {
    const { element, grow, all } = await answer(text, highlight);
    expect(all('.code-keyword').length).to.equal(0);
    await grow(text, 'complete');
    expect(all('.code-keyword')[0]?.textContent).to.equal('let');
    expect(all('pre code')[0]?.textContent?.trim()).to.equal('let a = 1;');
    element.remove();
  });

  it('stays plain when the page’s function fails or changes it', async () => {
    const { chat, agent } = await startChat();
    for (const broken of [
      () => {
        throw new Error('mine');
      },
      () => ['other code'],
      () => 7 as unknown as readonly string[],
    ]) {
      chat.highlight = broken;
      agent.nextRun({
        events: [...pieces('a1', [text]), values(['x', 'human', 'Hi'], ['a1', 'ai', text]), feedback('k')],
      });
      await chat.send('Hi');
      await settled(chat);
      expect(deepQuery(chat.shadowRoot as ShadowRoot, 'pre code')?.textContent?.trim()).to.equal(
        'let a = 1;',
      );
      chat.newThread();
    }
  });
});

describe('the log', () => {
  const long = (id: string) => `${id}: ${'A sentence of some words. '.repeat(40)}`;

  function thread(count: number) {
    const agent = new ScriptedAgent();
    const messages = Array.from({ length: count }, (_, index) => ({
      id: `m${index}`,
      type: index % 2 === 0 ? 'human' : 'ai',
      content: long(`m${index}`),
    }));
    agent.threads.set('t', { values: { messages }, next: [], tasks: [] });
    return { agent, messages };
  }

  const scrollerOf = (root: ShadowRoot | null) => deepQuery(root as ShadowRoot, '.scroller') as HTMLElement;
  const jumpOf = (root: ShadowRoot | null) => deepQuery(root as ShadowRoot, '.jump');

  it('leaves a reader and the page alone, says how many have come, and jumps on demand', async () => {
    const { agent } = thread(6);
    const { chat } = await startChat({ 'thread-id': 't' }, agent);
    await settled(chat);
    const scroller = scrollerOf(chat.shadowRoot);
    expect(scroller.scrollTop).to.be.greaterThan(0);
    expect(jumpOf(chat.shadowRoot)).to.equal(null);
    scroller.scrollTop = 40;
    await settled(chat);
    const [page, place] = [scrollY, scroller.scrollTop];
    expect(jumpOf(chat.shadowRoot)?.textContent?.trim()).to.equal('');

    // Whoever sends is brought to the end.
    agent.nextRun({
      events: [...pieces('b1', [long('b1')]), ...pieces('b2', [long('b2')])],
      end: 'open',
      status: 'running',
    });
    const sent = chat.send('More');
    await settled(chat);
    expect(jumpOf(chat.shadowRoot)).to.equal(null);
    scroller.scrollTop = 40;
    await settled(chat);
    expect(scroller.scrollTop).to.equal(place);
    expect(scrollY).to.equal(page);
    chat.stop();
    await sent;

    // What comes while the reader is elsewhere is counted.
    chat.addEventListener('agent-chat-run-start', () => {
      scroller.scrollTop = 40;
    });
    agent.nextRun({ events: [], end: 'open', status: 'running' });
    const jump = jumpOf(chat.shadowRoot) as HTMLElement;
    jump.click();
    await settled(chat);
    expect(scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight).to.be.lessThan(20);
    expect(jumpOf(chat.shadowRoot)).to.equal(null);
  });

  it('keeps the reader’s place while older messages come in above', async () => {
    const { agent } = thread(400);
    const { chat } = await startChat({ 'thread-id': 't' }, agent);
    const drawn = () => deepQueryAll(chat.shadowRoot as ShadowRoot, 'agent-chat-message').length;
    while (drawn() === 0) await nextFrame();
    const scroller = scrollerOf(chat.shadowRoot);
    // At the very top, where browsers do not keep the place by themselves.
    scroller.scrollTop = 0;
    await oneEvent(scroller, 'scroll');
    const [first] = deepQueryAll(chat.shadowRoot as ShadowRoot, 'agent-chat-message') as [HTMLElement];
    const place = () => first.getBoundingClientRect().top - scroller.getBoundingClientRect().top;
    const before = [drawn(), place()] as const;
    expect(before[0]).to.be.lessThan(400);
    while (drawn() < 400) await nextFrame();
    await settled(chat);
    expect(Math.abs(place() - before[1])).to.be.lessThan(2);
  });
});
