// The demo's agent answers from this project's own documents, and says so when it cannot.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { composeAnswer } from '../../demo/agent/compose.js';
import { readLibrary } from '../../demo/agent/library.js';

const library = readLibrary('.');
const ask = (question: string, earlier: string | null = null) => composeAnswer(library, question, earlier);

for (const [question, expected] of [
  ['How do I embed the chat on my page?', /<script[^>]*agent-chat\.js/],
  ['Which Content-Security-Policy does it need?', /require-trusted-types-for/],
  ['How does a rating reach the right trace?', /token belongs to one run/],
  ['What does the proxy protect me from?', /key stays on the server/i],
  ['How do I run the tests?', /npm run verify|npm test/],
  ['Which events does it dispatch?', /agent-chat-run-end/],
  ['Which browsers are supported?', /Firefox/],
  ['How can I change the accent colour?', /--agent-chat-accent/],
] as const) {
  test(`“${question}” is answered from the docs, with its source`, () => {
    const answer = ask(question);
    assert.match(answer, expected);
    assert.match(answer, /\*Sources: .+ › .+\*/);
  });
}

test('what the docs do not hold is said plainly', () => {
  assert.match(ask('What is the capital of France?'), /found nothing/);
  assert.match(ask('asdf qwer'), /found nothing/);
});

test('a greeting is greeted, and a short question leans on the one before', () => {
  assert.match(ask('Hello!'), /You could ask/);
  assert.match(ask('And for Next.js?', 'How do I run the proxy?'), /Next\.js/);
});
