// Ratings as data: which controls an answer gets, which keys they rate, and what each choice sends. A new
// scale is a new entry of `scales`, not a new element. Reading them from text is parse-controls.ts.

/** The kinds of control that draw differently. */
export type ControlKind = 'thumbs' | 'stars' | 'scale' | 'choice' | 'comment';

/** When a person is asked for words: never, if they like, after a bad rating, or before anything is sent. */
export type CommentRule = 'none' | 'optional' | 'negative' | 'required';

/** One choice of a control. */
export interface RatingOption {
  /** Tells the choice apart within its control, and names it for the strings (`good`, `3`). */
  readonly id: string;
  /** The owner's own words for it; null: the strings have some. */
  readonly label: string | null;
  /** The LangSmith feedback key it rates. */
  readonly key: string;
  readonly score: number | null;
  readonly value: string | number | boolean | null;
  /** On the worse half of its scale. */
  readonly negative: boolean;
}

/** One control under an answer. */
export interface FeedbackControl {
  readonly kind: ControlKind;
  /** What is rated, in the owner's words; empty: the strings have some. */
  readonly label: string;
  /** One key, or two for thumbs that rate one key each. */
  readonly keys: readonly string[];
  readonly options: readonly RatingOption[];
  readonly comment: CommentRule;
  /** Ready-made reasons; the chosen ones go out as `value`. */
  readonly reasons: readonly string[];
  /** Offers to write a better answer, sent as `correction`. */
  readonly correction: boolean;
}

/** A choice as the owner lists it for `choice`. */
export interface ChoiceSpec {
  readonly label: string;
  readonly score: number | null;
  readonly value: string | number | boolean | null;
}

/** The choices of each kind. */
export const scales: Readonly<
  Record<ControlKind, (keys: readonly string[], choices: readonly ChoiceSpec[]) => readonly RatingOption[]>
> = {
  thumbs: ([up = '', down]) => [
    option('good', up, 1, false),
    down === undefined ? option('bad', up, -1, true) : option('bad', down, 1, true),
  ],
  stars: ([key = '']) => range(1, 5, key),
  scale: ([key = '']) => range(0, 10, key),
  choice: ([key = ''], choices) => {
    const scores = choices.flatMap(({ score }) => score ?? []);
    const middle = (Math.min(...scores) + Math.max(...scores)) / 2;
    return choices.map(({ label, score, value }, index) => ({
      ...option(String(index), key, score, score !== null && score < middle),
      label,
      value,
    }));
  },
  comment: () => [],
};

/** The keys that a run must be asked to mint tokens for. */
export function feedbackKeys(controls: readonly FeedbackControl[]): readonly string[] {
  return [...new Set(controls.flatMap(({ keys }) => keys))];
}

function option(id: string, key: string, score: number | null, negative: boolean): RatingOption {
  return { id, label: null, key, score, value: null, negative };
}

function range(from: number, to: number, key: string): readonly RatingOption[] {
  const middle = (from + to) / 2;
  const options: RatingOption[] = [];
  for (let score = from; score <= to; score += 1)
    options.push(option(String(score), key, score, score < middle));
  return options;
}
