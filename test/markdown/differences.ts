// Where the chat reads Markdown otherwise than CommonMark 0.31.2, and why: the table of docs/robustness.md.

/** Example number to the reason. Examples with raw HTML are counted apart and are not listed. */
export const differences: ReadonlyMap<number, string> = new Map([
  [14, '`<br/>` is a line break even when it is escaped: models write it in table cells'],
  [21, 'raw HTML is shown as text'],
  [
    25,
    'rare named characters (`&HilbertSpace;`) stay as they are written: the table of all 2,231 is a third of the size budget',
  ],
  [31, 'raw HTML is shown as text'],
  [344, 'raw HTML is shown as text, so the code span around it counts'],
  [475, 'raw HTML is shown as text, so the emphasis around it counts'],
  [476, 'raw HTML is shown as text, so the emphasis around it counts'],
  [477, 'raw HTML is shown as text, so the emphasis around it counts'],
  [606, 'a bare e-mail address is a link (GFM)'],
  [608, 'a bare web address is a link (GFM)'],
  [611, 'a bare web address is a link (GFM)'],
  [612, 'a bare e-mail address is a link (GFM)'],
]);
