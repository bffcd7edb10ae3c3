// The chat in a real browser: accessible in every state, and true to what a visitor and a page expect.

import { expect, oneEvent } from '@open-wc/testing';
import { deepQuery, deepQueryAll, readText, settled, startChat } from '../support/element.js';
import { json } from '../support/scripted-agent.js';
import { feedback, pieces, values } from '../support/streams.js';

const markdown =
  '# Title\n\nA **bold** [link](https://example.com).\n\n- [x] done\n- open\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```js\nlet a = 1;\n```';

const answer = (text: string) => ({
  events: [...pieces('a1', [text]), values(['x', 'human', 'Hi'], ['a1', 'ai', text]), feedback('user_score')],
});

describe('accessibility', () => {
  it('passes an audit when empty', async () => {
    const { chat } = await startChat({
      greeting: 'Hello!',
      starters: '["One","Two"]',
      disclaimer: 'Small print',
    });
    await expect(chat).to.be.accessible();
  });

  it('passes an audit with an answer and its rating', async () => {
    const { chat, agent } = await startChat();
    agent.nextRun(answer(markdown));
    await chat.send('Hi');
    await settled(chat);
    await expect(chat).to.be.accessible();
  });

  it('passes an audit while it answers', async () => {
    const { chat, agent } = await startChat();
    agent.nextRun({ events: pieces('a1', ['Half']), end: 'open', status: 'running' });
    void chat.send('Hi');
    await settled(chat);
    await expect(chat).to.be.accessible();
    chat.stop();
  });

  it('passes an audit with an error', async () => {
    const { chat, agent } = await startChat();
    agent.nextAnswer(
      /threads$/,
      () => new Response('<h1>Bad gateway</h1>', { status: 502, headers: { 'content-type': 'text/html' } }),
    );
    await chat.send('Hi');
    await settled(chat);
    await expect(chat).to.be.accessible();
  });

  for (const scheme of ['light', 'dark']) {
    it(`passes an audit floating and open, ${scheme}`, async () => {
      const { chat } = await startChat({ mode: 'floating', 'color-scheme': scheme, greeting: 'Hello!' });
      chat.show();
      await settled(chat);
      await expect(chat).to.be.accessible();
    });
  }
});

describe('a conversation', () => {
  it('sends with Enter, shows the answer and clears the box', async () => {
    const { chat, agent } = await startChat();
    agent.nextRun(answer('Hello **there**'));
    const box = deepQuery(chat, 'textarea') ?? deepQuery(chat.shadowRoot as ShadowRoot, 'textarea');
    const field = box as HTMLTextAreaElement;
    field.value = 'Hi';
    field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    const ended = oneEvent(chat, 'agent-chat-run-end');
    field.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true, cancelable: true }),
    );
    await ended;
    await settled(chat);
    expect(readText(chat)).to.contain('Hello there');
    expect(field.value).to.equal('');
    expect(deepQuery(chat.shadowRoot as ShadowRoot, 'strong')?.textContent).to.equal('there');
  });

  it('keeps the text in the box when a page cancels the sending', async () => {
    const { chat, agent } = await startChat();
    chat.addEventListener('agent-chat-before-send', (event) => event.preventDefault());
    const field = deepQuery(chat.shadowRoot as ShadowRoot, 'textarea') as HTMLTextAreaElement;
    field.value = 'Hi';
    field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    field.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true, cancelable: true }),
    );
    await settled(chat);
    expect(field.value).to.equal('Hi');
    expect(agent.requests.length).to.equal(0);
  });

  it('draws at most once a frame, however many pieces come', async () => {
    const { chat, agent } = await startChat();
    agent.nextRun({
      events: [
        ...pieces(
          'a1',
          Array.from({ length: 2_000 }, (_, index) => `w${index} `),
        ),
        feedback('user_score'),
      ],
    });
    let draws = 0;
    let frames = 0;
    let running = true;
    const render = chat.render.bind(chat);
    chat.render = () => {
      draws += 1;
      return render();
    };
    const count = () => {
      frames += 1;
      if (running) requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
    await chat.send('Hi');
    await settled(chat);
    running = false;
    // Two more for what a send changes at once, outside the stream.
    expect(draws).to.be.at.most(frames + 2);
    expect(chat.messages.at(-1)?.text).to.contain('w1999');
  });

  it('keeps what a page’s hotkeys must not hear', async () => {
    const { chat } = await startChat();
    const heard: string[] = [];
    const listen = (event: Event) => heard.push(event.type);
    document.addEventListener('keydown', listen);
    deepQuery(chat.shadowRoot as ShadowRoot, 'textarea')?.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'k', bubbles: true, composed: true }),
    );
    document.removeEventListener('keydown', listen);
    expect(heard).to.deep.equal([]);
  });
});

describe('a rating', () => {
  it('is sent once, confirmed and locked', async () => {
    const { chat, agent } = await startChat({ 'feedback-undo': '0' });
    agent.nextRun(answer('Hello'));
    agent.nextAnswer(/GET .*\/feedback\/tokens\//, () => json({}));
    await chat.send('Hi');
    await settled(chat);
    const phases: string[] = [];
    chat.addEventListener('agent-chat-feedback', (event) => phases.push((event as CustomEvent).detail.phase));
    const good = deepQuery(chat.shadowRoot as ShadowRoot, 'input[aria-label="Good response"]');
    good?.click();
    good?.click();
    await settled(chat);
    await settled(chat);
    const sent = agent.seen(/feedback\/tokens/);
    expect(sent.length).to.equal(1);
    expect(sent[0]?.path).to.match(/\?score=1&submission_id=/);
    expect(phases).to.deep.equal(['queued', 'sent']);
    expect(readText(chat)).to.contain('Thanks for your feedback');
    expect(deepQuery(chat.shadowRoot as ShadowRoot, 'fieldset')?.hasAttribute('disabled')).to.equal(true);
  });

  it('is not offered for a run without tokens', async () => {
    const { chat, agent } = await startChat();
    agent.nextRun({ events: [...pieces('a1', ['Hello'])] });
    await chat.send('Hi');
    await settled(chat);
    expect(deepQueryAll(chat.shadowRoot as ShadowRoot, 'agent-chat-rating').length).to.equal(0);
  });
});

describe('the element on its page', () => {
  it('says when it has no endpoint, and throws nothing', async () => {
    const { chat } = await startChat({ endpoint: '' });
    expect(readText(chat)).to.contain('it has no endpoint');
    await chat.send('Hi');
    expect(chat.status).to.equal('error');
  });

  it('reads list options as property and as JSON text', async () => {
    const { chat } = await startChat();
    Reflect.set(chat, 'starters', '["One"]');
    expect(chat.starters).to.deep.equal(['One']);
    Reflect.set(chat, 'starters', 'not json');
    expect(chat.starters).to.deep.equal([]);
  });

  it('keeps its conversation when it is moved', async () => {
    const { chat, agent } = await startChat();
    agent.nextRun(answer('Hello'));
    await chat.send('Hi');
    const place = document.createElement('div');
    chat.parentElement?.append(place);
    place.append(chat);
    await settled(chat);
    expect(chat.messages.length).to.equal(2);
  });

  it('opens and closes as a floating chat, with the focus where it belongs', async () => {
    const { chat } = await startChat({ mode: 'floating' });
    const changes: boolean[] = [];
    chat.addEventListener('agent-chat-open-change', (event) =>
      changes.push((event as CustomEvent).detail.open),
    );
    const launcher = deepQuery(chat.shadowRoot as ShadowRoot, 'button[aria-label="Open chat"]');
    launcher?.click();
    await settled(chat);
    expect(chat.open).to.equal(true);
    expect(chat.shadowRoot?.activeElement?.localName).to.equal('agent-chat-composer');
    deepQuery(chat.shadowRoot as ShadowRoot, 'textarea')?.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }),
    );
    await settled(chat);
    expect(chat.open).to.equal(false);
    expect(chat.shadowRoot?.activeElement?.localName).to.equal('agent-chat-launcher');
    expect(changes).to.deep.equal([true, false]);
  });

  it('draws its own icon on the button, or the page’s', async () => {
    const { chat } = await startChat({ mode: 'floating' });
    const own = deepQuery(chat.shadowRoot as ShadowRoot, 'slot[name="launcher-icon"] svg');
    expect(own?.getBoundingClientRect().width).to.equal(26);
    const icon = document.createElement('span');
    icon.slot = 'launcher-icon';
    icon.textContent = 'Chat';
    chat.append(icon);
    expect(icon.getBoundingClientRect().width).to.be.greaterThan(0);
    expect(own?.getClientRects().length).to.equal(0);
  });
});

describe('images in answers', () => {
  const text = '![A cat](https://cdn.example.com/cat.png) ![Gone](https://evil.example/?secret=1)';

  it('show as links, unless the page allows their host', async () => {
    for (const [hosts, shown] of [
      ['[]', []],
      ['["*.example.com"]', ['https://cdn.example.com/cat.png']],
    ] as const) {
      const { chat, agent } = await startChat({ 'image-hosts': hosts });
      agent.nextRun(answer(text));
      await chat.send('Hi');
      await settled(chat);
      const images = deepQueryAll(chat.shadowRoot ?? chat, 'img').map((image) => image.getAttribute('src'));
      expect(images).to.deep.equal(shown);
      const links = deepQueryAll(chat.shadowRoot ?? chat, 'a').map((link) => link.getAttribute('href'));
      expect(links).to.include('https://evil.example/?secret=1');
    }
  });
});
