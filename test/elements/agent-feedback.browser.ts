// One contract for every kind of rating control, on <agent-feedback> without <agent-chat>: it is accessible
// in each state, sends exactly what its table says, once, and then is locked and says what became of it.

import { expect } from '@open-wc/testing';
import { deepQueryAll, readText } from '../support/element.js';
import { drawn, hasNamed, named, recorded, type Sent, startFeedback, write } from '../support/feedback.js';

interface Contract {
  readonly feedback: unknown;
  readonly keys: readonly string[];
  /** What a person presses, and fills in. */
  readonly press: readonly (string | readonly [name: string, text: string])[];
  readonly sends: Sent;
  readonly key: string;
}

const details = { comment: 'optional', reasons: ['Wrong', 'Too long'], correction: true };
const choices = [
  { label: 'Fully', score: 1, value: 'full' },
  { label: 'Partly', score: 0.5, value: 'part' },
  { label: 'No', score: 0, value: 'none' },
];

const contracts: Readonly<Record<string, Contract>> = {
  'thumbs, up': {
    feedback: 'thumbs',
    keys: ['user_score'],
    press: ['Good response'],
    sends: { score: '1' },
    key: 'user_score',
  },
  'thumbs, down': {
    feedback: 'thumbs:quality',
    keys: ['quality'],
    press: ['Bad response'],
    sends: { score: '-1' },
    key: 'quality',
  },
  'thumbs on two keys': {
    feedback: 'thumbs:user_liked,user_disliked',
    keys: ['user_liked', 'user_disliked'],
    press: ['Bad response'],
    sends: { score: '1' },
    key: 'user_disliked',
  },
  stars: {
    feedback: 'stars:accuracy',
    keys: ['accuracy'],
    press: ['4 stars'],
    sends: { score: '4' },
    key: 'accuracy',
  },
  'one star': {
    feedback: 'stars:accuracy',
    keys: ['accuracy'],
    press: ['1 star'],
    sends: { score: '1' },
    key: 'accuracy',
  },
  scale: { feedback: 'scale:nps', keys: ['nps'], press: ['0'], sends: { score: '0' }, key: 'nps' },
  choice: {
    feedback: [{ key: 'solved', control: 'choice', label: 'Did this solve it?', options: choices }],
    keys: ['solved'],
    press: ['Partly'],
    sends: { score: '0.5', value: 'part' },
    key: 'solved',
  },
  'a comment alone': {
    feedback: 'comment:note',
    keys: ['note'],
    press: ['Tell us more', ['Tell us more', 'Grüße & 100 %'], 'Send feedback'],
    sends: { comment: 'Grüße & 100 %' },
    key: 'note',
  },
  'thumbs with a form': {
    feedback: [{ key: 'user_score', control: 'thumbs', ...details }],
    keys: ['user_score'],
    press: [
      'Bad response',
      'Wrong',
      ['Tell us more', 'It is 7'],
      'Suggest a better answer',
      ['Suggest a better answer', 'Seven.'],
      'Send feedback',
    ],
    sends: { score: '-1', value: 'Wrong', comment: 'It is 7', correction: 'Seven.' },
    key: 'user_score',
  },
  'stars with a form': {
    feedback: JSON.stringify([{ key: 'accuracy', control: 'stars', ...details }]),
    keys: ['accuracy'],
    press: ['2 stars', 'Too long', 'Send feedback'],
    sends: { score: '2', value: 'Too long' },
    key: 'accuracy',
  },
  'a scale with a required comment': {
    feedback: [{ key: 'nps', control: 'scale', comment: 'required' }],
    keys: ['nps'],
    press: ['10', ['Tell us more', 'Great'], 'Send feedback'],
    sends: { score: '10', comment: 'Great' },
    key: 'nps',
  },
};

const outcomes = {
  sent: [recorded, 'Thanks for your feedback'],
  failed: [() => new Response('{}', { status: 422 }), 'Your feedback was not accepted'],
  expired: [() => new Response('{}', { status: 404 }), 'It is too late to rate this answer'],
  waiting: [
    () => new Response('', { status: 429, headers: { 'retry-after': '60' } }),
    'Not sent yet. We will try again',
  ],
  unconfirmed: [() => Promise.reject(new TypeError('Failed to fetch')), 'Your feedback may not have arrived'],
} as const;

let restore = () => {};
afterEach(() => restore());

async function start(...given: Parameters<typeof startFeedback>) {
  const started = await startFeedback(...given);
  restore = started.restore;
  return started;
}

function act(root: Element, step: Contract['press'][number]): void {
  if (typeof step === 'string') {
    const field = named(root, step);
    // A real press focuses what it presses.
    field.focus();
    field.click();
  } else {
    const fields = deepQueryAll(root.shadowRoot ?? root, 'textarea');
    const field = fields.find((one) => one.getAttribute('aria-label') === step[0]);
    if (!field) throw new Error(`No text box is named "${step[0]}".`);
    write(field, step[1]);
  }
}

async function give(root: Element, { press }: Contract): Promise<void> {
  for (const step of press) {
    act(root, step);
    await drawn();
  }
}

for (const [name, contract] of Object.entries(contracts)) {
  describe(name, () => {
    it('is accessible at rest, while it is filled in, and afterwards', async () => {
      const { element } = await start(contract.feedback, contract.keys);
      await expect(element).to.be.accessible();
      for (const step of contract.press) {
        act(element, step);
        await drawn();
        await expect(element).to.be.accessible();
      }
    });

    it('sends exactly its GET, without a preflight, and tells it', async () => {
      const { element, sent, requests, phases } = await start(contract.feedback, contract.keys);
      await give(element, contract);
      expect(sent).to.deep.equal([contract.sends]);
      const [{ init } = {}] = requests;
      expect(init?.method).to.equal('GET');
      expect(init?.keepalive).to.equal(true);
      expect(init?.credentials).to.equal('omit');
      expect(init?.referrerPolicy).to.equal('no-referrer');
      expect(init?.headers).to.equal(undefined);
      const last = phases.at(-1);
      expect(last?.phase).to.equal('sent');
      expect(last?.key).to.equal(contract.key);
      expect(last?.runId).to.equal(element.runId);
      for (const part of ['score', 'value', 'comment', 'correction'] as const)
        expect(String(last?.[part] ?? '')).to.equal(contract.sends[part] ?? '');
    });

    it('is given once: a second press, a new drawing and a second element add nothing', async () => {
      const { element, sent } = await start(contract.feedback, contract.keys);
      await give(element, contract);
      for (const field of deepQueryAll(element.shadowRoot ?? element, 'input, .scale button')) field.click();
      element.requestUpdate();
      await drawn();
      const twin = element.cloneNode() as typeof element;
      Object.assign(twin, {
        feedback: contract.feedback,
        tokens: element.tokens,
        runId: element.runId,
        persist: 'none',
      });
      element.after(twin);
      await drawn();
      for (const field of deepQueryAll(twin.shadowRoot ?? twin, 'input, .scale button')) field.click();
      await drawn();
      expect(sent.length).to.equal(1);
      expect(readText(twin)).to.contain('Thanks for your feedback');
      twin.remove();
    });

    it('is locked afterwards, and focus stays with it', async () => {
      const { element } = await start(contract.feedback, contract.keys);
      await give(element, contract);
      const fields = deepQueryAll(element.shadowRoot ?? element, '.scale input, .scale button');
      expect(fields.length).to.be.greaterThan(0);
      for (const field of fields) expect(field.matches(':disabled')).to.equal(true);
      expect(document.activeElement).to.equal(element);
      expect(hasNamed(element, 'Send feedback')).to.equal(false);
    });

    for (const [phase, [api, words]] of Object.entries(outcomes)) {
      it(`says what became of it: ${phase}`, async () => {
        const { element, sent, phases } = await start(contract.feedback, contract.keys, { api });
        await give(element, contract);
        const status = deepQueryAll(element.shadowRoot ?? element, '[role=status]');
        expect(status.map(readText).join(' ')).to.contain(words);
        expect(phases.map((detail) => detail.phase).at(-1)).to.equal(phase);
        expect(sent.length).to.equal(1);
        await expect(element).to.be.accessible();
      });
    }

    it('offers targets of 24 px or more', async () => {
      const { element } = await start(contract.feedback, contract.keys);
      act(element, contract.press[0] ?? '');
      await drawn();
      const targets = deepQueryAll(element.shadowRoot ?? element, 'button, label, summary, textarea');
      for (const target of targets.filter((one) => one.getClientRects().length > 0)) {
        const { width, height } = target.getBoundingClientRect();
        expect(Math.min(width, height), target.textContent ?? '').to.be.at.least(24);
      }
    });

    it('never shows where ratings go', async () => {
      const { element, phases } = await start(contract.feedback, contract.keys);
      await give(element, contract);
      const markup = deepQueryAll(element.shadowRoot ?? element, '*').map((one) => one.outerHTML);
      expect([...markup, element.outerHTML, JSON.stringify(phases)].join()).not.to.contain('feedback/tokens');
    });
  });
}

describe('the undo window', () => {
  it('takes a rating back, and sends nothing', async () => {
    const { element, sent, phases } = await start('thumbs', ['user_score'], { undo: 60 });
    act(element, 'Good response');
    await drawn();
    act(element, 'Undo');
    await new Promise((resolve) => setTimeout(resolve, 90));
    expect(sent).to.deep.equal([]);
    expect(phases.map(({ phase }) => phase)).to.deep.equal(['queued']);
    expect(document.activeElement).to.equal(element);
  });

  it('lets a person change their mind: the last choice is sent, once', async () => {
    const { element, sent } = await start('stars', ['user_score'], { undo: 60 });
    for (const star of ['1 star', '5 stars', '3 stars']) act(element, star);
    await new Promise((resolve) => setTimeout(resolve, 90));
    await drawn();
    expect(sent).to.deep.equal([{ score: '3' }]);
  });

  it('ends when the page goes away', async () => {
    const { element, sent } = await start('thumbs', ['user_score'], { undo: 60_000 });
    act(element, 'Bad response');
    dispatchEvent(new PageTransitionEvent('pagehide'));
    await drawn();
    expect(sent).to.deep.equal([{ score: '-1' }]);
  });

  it('ends when the element leaves the page, but not when it moves', async () => {
    const { element, sent } = await start('thumbs', ['user_score'], { undo: 60_000 });
    act(element, 'Bad response');
    await drawn();
    element.parentElement?.append(element);
    await drawn();
    expect(sent).to.deep.equal([]);
    element.remove();
    await drawn();
    expect(sent).to.deep.equal([{ score: '-1' }]);
  });
});

describe('the form', () => {
  const withForm = [{ key: 'user_score', control: 'thumbs', comment: 'optional' }];

  it('holds the rating until it is sent; what was written goes along when the page goes away', async () => {
    const { element, sent } = await start(withForm, ['user_score'], { undo: 30 });
    act(element, 'Good response');
    await drawn();
    act(element, ['Tell us more', 'Half a sen']);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(sent).to.deep.equal([]);
    dispatchEvent(new PageTransitionEvent('pagehide'));
    await drawn();
    expect(sent).to.deep.equal([{ score: '1', comment: 'Half a sen' }]);
  });

  it('closed, it sends the rating without words', async () => {
    const { element, sent } = await start(withForm, ['user_score']);
    act(element, 'Bad response');
    await drawn();
    act(element, ['Tell us more', 'Never mind']);
    act(element, 'Cancel');
    await drawn();
    expect(sent).to.deep.equal([{ score: '-1' }]);
  });

  it('closes with Escape, and gives focus back', async () => {
    const { element, sent } = await start(withForm, ['user_score'], { undo: 60_000 });
    act(element, 'Bad response');
    await drawn();
    named(element, 'Tell us more').dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }),
    );
    await drawn();
    expect(hasNamed(element, 'Send feedback')).to.equal(false);
    expect(document.activeElement).to.equal(element);
    act(element, 'Undo');
    expect(sent).to.deep.equal([]);
  });

  it('asks only after a bad rating where the owner says so', async () => {
    const feedback = [{ key: 'user_score', control: 'stars', comment: 'negative' }];
    const good = await start(feedback, ['user_score']);
    act(good.element, '3 stars');
    await drawn();
    expect(good.sent).to.deep.equal([{ score: '3' }]);
    good.restore();
    const bad = await start(feedback, ['user_score']);
    act(bad.element, '2 stars');
    await drawn();
    expect(bad.sent).to.deep.equal([]);
    expect(hasNamed(bad.element, 'Send feedback')).to.equal(true);
    act(bad.element, 'Cancel');
    await drawn();
  });

  it('does not send without the comment that is required; closed, it sends nothing', async () => {
    const feedback = [{ key: 'user_score', control: 'thumbs', comment: 'required' }];
    const { element, sent } = await start(feedback, ['user_score']);
    act(element, 'Bad response');
    await drawn();
    expect(named(element, 'Send feedback').matches(':disabled')).to.equal(true);
    dispatchEvent(new PageTransitionEvent('pagehide'));
    act(element, 'Cancel');
    await drawn();
    expect(sent).to.deep.equal([]);
  });

  it('says how much is too much, and keeps every URL under 6 kB', async () => {
    const { element, requests } = await start(withForm, ['user_score']);
    act(element, 'Good response');
    await drawn();
    act(element, ['Tell us more', 'ش'.repeat(2_000)]);
    await drawn();
    expect(readText(element)).to.match(/1\d{3} characters too long/);
    expect(named(element, 'Send feedback').matches(':disabled')).to.equal(true);
    act(element, ['Tell us more', 'ش'.repeat(900)]);
    await drawn();
    expect(readText(element)).to.match(/\d+ characters left/);
    act(element, 'Send feedback');
    await drawn();
    expect(requests.length).to.equal(1);
    expect(requests[0]?.url.href.length).to.be.below(6_000);
  });

  it('begins a correction with the answer, and does not send it unchanged', async () => {
    const feedback = [{ key: 'user_score', control: 'thumbs', correction: true }];
    const { element, sent } = await start(feedback, ['user_score']);
    act(element, 'Bad response');
    await drawn();
    act(element, 'Suggest a better answer');
    await drawn();
    const box = deepQueryAll(element.shadowRoot ?? element, 'textarea')[0] as HTMLTextAreaElement;
    expect(box.value).to.equal('The **answer**.');
    act(element, 'Send feedback');
    await drawn();
    expect(sent).to.deep.equal([{ score: '-1' }]);
  });

  it('keeps keys typed in it from the page', async () => {
    const { element } = await start(withForm, ['user_score']);
    act(element, 'Good response');
    await drawn();
    let heard = 0;
    const hear = () => {
      heard += 1;
    };
    document.addEventListener('keydown', hear);
    named(element, 'Tell us more').dispatchEvent(
      new KeyboardEvent('keydown', { key: 's', bubbles: true, composed: true }),
    );
    document.removeEventListener('keydown', hear);
    expect(heard).to.equal(0);
    act(element, 'Cancel');
    await drawn();
  });
});

describe('what waits', () => {
  it('is tried again at once when asked', async () => {
    let answer: () => Response = () => new Response('', { status: 503 });
    const { element, sent } = await start('thumbs', ['user_score'], { api: () => answer() });
    act(element, 'Good response');
    await drawn();
    expect(readText(element)).to.contain('Not sent yet');
    answer = () => Response.json({});
    act(element, 'Try again');
    await drawn();
    expect(sent).to.deep.equal([{ score: '1' }, { score: '1' }]);
    expect(readText(element)).to.contain('Thanks for your feedback');
  });

  it('goes out when the network is back', async () => {
    let answer: () => Response = () => new Response('', { status: 503 });
    const { element, sent } = await start('thumbs', ['user_score'], { api: () => answer() });
    act(element, 'Good response');
    await drawn();
    answer = () => Response.json({});
    dispatchEvent(new Event('online'));
    await drawn();
    expect(sent.length).to.equal(2);
    expect(readText(element)).to.contain('Thanks for your feedback');
  });
});

describe('a rubric', () => {
  it('gives each control its own key and its own record', async () => {
    const { element, sent, requests } = await start('thumbs:user_score stars:accuracy', [
      'user_score',
      'accuracy',
    ]);
    await expect(element).to.be.accessible();
    act(element, 'Good response');
    act(element, '5 stars');
    await drawn();
    expect(sent).to.deep.equal([{ score: '1' }, { score: '5' }]);
    expect(new Set(requests.map(({ url }) => url.pathname)).size).to.equal(2);
  });
});

describe('what a page or a stream gets wrong', () => {
  it('shows no control without a token for each of its keys', async () => {
    const { element } = await start('thumbs:user_liked,user_disliked stars:accuracy', ['user_liked']);
    expect(deepQueryAll(element.shadowRoot ?? element, 'input').length).to.equal(0);
  });

  for (const [what, url] of Object.entries({
    'another host': 'https://evil.example/api/v1/feedback/tokens/00000000-0000-4000-8000-000000000001',
    'plain http':
      'http://api.smith.langchain.com/api/v1/feedback/tokens/00000000-0000-4000-8000-000000000001',
    credentials:
      'https://a:b@api.smith.langchain.com/api/v1/feedback/tokens/00000000-0000-4000-8000-000000000001',
    'another path': 'https://api.smith.langchain.com/api/v1/runs/00000000-0000-4000-8000-000000000001',
    'a script': 'javascript:alert(1)//feedback/tokens/00000000-0000-4000-8000-000000000001',
    'no text': 7,
  })) {
    it(`shows no control for a token URL with ${what}`, async () => {
      const { element } = await start('thumbs', [], { properties: { tokens: { user_score: url } } });
      expect(deepQueryAll(element.shadowRoot ?? element, 'input').length).to.equal(0);
    });
  }

  it('uses own properties alone, and takes tokens as JSON text', async () => {
    const url = 'https://eu.api.smith.langchain.com/feedback/tokens/00000000-0000-4000-8000-000000000001';
    const inherited = Object.create({ user_score: url }) as object;
    const { element } = await start('thumbs', [], { properties: { tokens: inherited } });
    expect(deepQueryAll(element.shadowRoot ?? element, 'input').length).to.equal(0);
    element.tokens = JSON.stringify({ user_score: url });
    await element.updateComplete;
    await drawn();
    expect(deepQueryAll(element.shadowRoot ?? element, 'input').length).to.equal(2);
  });

  it('draws thumbs for a configuration that makes no sense', async () => {
    const { element } = await start('[{"key":', ['user_score']);
    expect(hasNamed(element, 'Good response')).to.equal(true);
  });
});
