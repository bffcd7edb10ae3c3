// The rating controls that the demo page can show, and the docs picture: a name, and what `feedback` holds.

/** A set of controls. */
export interface ControlSet {
  /** In addresses and picture files. */
  readonly id: string;
  readonly name: string;
  /** The `feedback` attribute. */
  readonly feedback: string;
}

const details = {
  comment: 'optional',
  reasons: ['Wrong', 'Too long', 'Not what I asked'],
  correction: true,
};

/** The sets, in the order of the docs. */
export const controlSets: readonly ControlSet[] = [
  { id: 'thumbs', name: 'Thumbs', feedback: 'thumbs' },
  { id: 'two-keys', name: 'Thumbs on two keys', feedback: 'thumbs:user_liked,user_disliked' },
  { id: 'stars', name: 'Stars', feedback: 'stars:helpfulness' },
  { id: 'scale', name: 'Scale, 0 to 10', feedback: 'scale:recommend' },
  {
    id: 'choice',
    name: 'Choice',
    feedback: JSON.stringify([
      {
        key: 'solved',
        control: 'choice',
        label: 'Did this solve it?',
        options: [
          { label: 'Fully', score: 1, value: 'full' },
          { label: 'Partly', score: 0.5, value: 'part' },
          { label: 'No', score: 0, value: 'none' },
        ],
      },
    ]),
  },
  { id: 'comment', name: 'A comment alone', feedback: 'comment:note' },
  {
    id: 'form',
    name: 'Thumbs with reasons, comment, correction',
    feedback: JSON.stringify([{ key: 'user_score', control: 'thumbs', ...details }]),
  },
  {
    id: 'rubric',
    name: 'A rubric',
    feedback: JSON.stringify([
      { key: 'user_score', control: 'thumbs', comment: 'negative' },
      { key: 'accuracy', control: 'stars', label: 'Accuracy' },
      { key: 'tone', control: 'stars', label: 'Tone' },
    ]),
  },
];
