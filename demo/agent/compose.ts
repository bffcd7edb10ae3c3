// Writes an answer without a model: the passages of the docs that fit the question, in readable Markdown,
// with the sections they are from.

import type { Finding, Library } from './library.js';

const greeting = /^\s*(hi|hello|hey|good (morning|afternoon|evening)|hallo|salut|bonjour|hola)\b[\s!.,]*$/i;
const thanks = /^\s*(thanks?|thank you|thx|cheers)\b.{0,20}$/i;

/** Passages longer than this in characters are cut at a paragraph's end. */
const passageLength = 1_600;

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
    excerpt(best.section.text, question),
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

/** The blocks of a section that speak of what was asked, in their order, up to a readable length. */
function excerpt(text: string, question: string): string {
  const words = wordsOf(question);
  const blocks = splitBlocks(text).map((block) => (block.startsWith('|') ? trimTable(block, words) : block));
  const scores = blocks.map((block) => countHits(block, words));
  const order = blocks
    .map((_block, index) => index)
    .sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
  const kept = new Set<number>();
  let length = 0;
  for (const index of order) {
    const block = blocks[index] ?? '';
    // Tables are trimmed already, and are often the answer.
    if (kept.size > 0 && !block.startsWith('|') && length + block.length > passageLength) continue;
    kept.add(index);
    length += block.length;
    // An example belongs to the sentence before it.
    if (blocks[index + 1]?.startsWith('```') && /[:.]$/.test(block)) kept.add(index + 1);
  }
  return blocks.filter((_block, index) => kept.has(index)).join('\n\n');
}

/** Paragraphs, lists, tables and whole code blocks. */
function splitBlocks(text: string): readonly string[] {
  return text
    .split(/(^```[\s\S]*?^```$)/m)
    .flatMap((part) => (part.startsWith('```') ? [part] : part.split(/\n{2,}/)))
    .map((block) => block.trim())
    .filter((block) => block !== '' && !block.startsWith('!['));
}

/** A long table as its head and the rows that speak of what was asked, or the first ones. */
function trimTable(table: string, words: readonly string[]): string {
  const [head = '', line = '', ...rows] = table.split('\n');
  if (rows.length <= 12) return table;
  const fitting = rows.filter((row) => countHits(row, words) > 0);
  return [head, line, ...(fitting.length > 0 ? fitting : rows).slice(0, 10)].join('\n');
}

function wordsOf(question: string): readonly string[] {
  return question.toLowerCase().match(/[\p{L}\p{N}-]{3,}/gu) ?? [];
}

function countHits(text: string, words: readonly string[]): number {
  const lower = text.toLowerCase();
  return words.filter((word) => lower.includes(word.replace(/s$/, ''))).length;
}

function firstSentence(text: string): string {
  const prose = text.split('\n').find((line) => /^[A-Za-z*`<]/.test(line)) ?? '';
  return /^.*?[.:](?=\s|$)/.exec(prose)?.[0] ?? prose.slice(0, 160);
}
