// Writes an answer without a model: the passages of the docs that fit the question, in readable Markdown,
// with the sections they are from.

import type { Finding, Library } from './library.js';

const greeting = /^\s*(hi|hello|hey|good (morning|afternoon|evening)|hallo|salut|bonjour|hola)\b[\s!.,]*$/i;
const thanks = /^\s*(thanks?|thank you|thx|cheers)\b.{0,20}$/i;

/** Passages longer than this in characters are cut at a paragraph's end. */
const passageLength = 900;

/** The answer to `question`. `earlier` is what was asked before it, for questions that lean on it. */
export function composeAnswer(library: Library, question: string, earlier: string | null): string {
  if (greeting.test(question)) {
    return `Hello! I answer questions about **agent-chat** from its own README and docs.\n\n${suggestions()}`;
  }
  if (thanks.test(question)) return 'You are welcome. Rate an answer below it, and watch the record arrive.';
  const found = find(library, question, earlier);
  if (found.length === 0) {
    return `I found nothing about that in agent-chat’s README and docs, so I would rather not guess.\n\n${suggestions()}`;
  }
  const [best, ...others] = found as [Finding, ...Finding[]];
  const related = others.map(({ section }) => `- **${section.heading}**: ${firstSentence(section.text)}`);
  return [
    `**${best.section.heading}**`,
    excerpt(best.section.text),
    ...(related.length > 0 ? [`Related:\n\n${related.join('\n')}`] : []),
    `*Sources: ${found.map(({ section }) => `${section.document} › ${section.heading}`).join('; ')}*`,
  ].join('\n\n');
}

/** The sections for a question; one that is too short to stand alone is read together with the one before. */
export function find(library: Library, question: string, earlier: string | null): readonly Finding[] {
  const words = question.trim().split(/\s+/).length;
  if (earlier !== null && words <= 4) {
    const together = library.search(`${earlier} ${question}`);
    if (together.length > 0) return together;
  }
  return library.search(question);
}

function suggestions(): string {
  return [
    'You could ask:',
    '- How do I embed the chat on my page?',
    '- Which Content-Security-Policy does it need?',
    '- How does a rating reach the right trace?',
  ].join('\n');
}

function excerpt(text: string): string {
  if (text.length <= passageLength) return text;
  const blocks = text.split(/\n{2,}/);
  let kept = '';
  for (const block of blocks) {
    if (kept !== '' && kept.length + block.length > passageLength) break;
    kept += `${kept === '' ? '' : '\n\n'}${block}`;
    // Never end inside a code block.
    if (kept.length > passageLength && (kept.match(/^```/gm)?.length ?? 0) % 2 === 0) break;
  }
  const openFence = (kept.match(/^```/gm)?.length ?? 0) % 2 === 1;
  return openFence ? `${kept}\n\`\`\`` : kept;
}

function firstSentence(text: string): string {
  const prose = text.split('\n').find((line) => /^[A-Za-z*`<]/.test(line)) ?? '';
  return /^.*?[.:](?=\s|$)/.exec(prose)?.[0] ?? prose.slice(0, 160);
}
