// The table of recorded ratings, filled as they arrive.

import type { FeedbackRecord } from '../feedback-store/store.js';

/** Shows what is recorded, and each new record. */
export function showRatings(): void {
  const body = document.getElementById('records');
  const where = document.getElementById('where');
  if (!body || !where) return;
  const source = new EventSource('/demo/feedback/events');
  source.addEventListener('start', ({ data }) => {
    const { local, records } = JSON.parse(data) as { local: boolean; records: FeedbackRecord[] };
    where.textContent = local
      ? 'They are kept by a local store that speaks LangSmith’s token API. Give LANGSMITH_API_KEY to use LangSmith itself.'
      : 'They go to LangSmith: look at the traces of your project there.';
    body.replaceChildren(...(records.length === 0 ? [empty()] : records.map(row).reverse()));
  });
  source.addEventListener('record', ({ data }) => {
    body.querySelector('.empty')?.remove();
    body.prepend(row(JSON.parse(data) as FeedbackRecord));
  });
}

function row({
  receivedAt,
  runId,
  key,
  score,
  value,
  comment,
  correction,
}: FeedbackRecord): HTMLTableRowElement {
  const line = document.createElement('tr');
  const time = new Date(receivedAt).toLocaleTimeString();
  for (const content of [time, runId.slice(-12), key, score, value, comment, correction]) {
    const text =
      content === null ? '–' : typeof content === 'object' ? JSON.stringify(content) : String(content);
    line.insertCell().textContent = text;
  }
  return line;
}

function empty(): HTMLTableRowElement {
  const line = document.createElement('tr');
  line.className = 'empty';
  const cell = line.insertCell();
  cell.colSpan = 7;
  cell.textContent = 'Nothing yet. Rate an answer, and its record appears here.';
  return line;
}
