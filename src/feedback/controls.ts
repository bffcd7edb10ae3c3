// Ratings as data: which controls an answer gets, which keys they rate, and what each choice sends.
// A new kind of control is a new object here, not a new element. Drawing is elements/agent-chat-rating.

/** The kinds of control that draw differently. */
export type ControlKind = 'thumbs';

/** One choice of a control. */
export interface RatingOption {
  /** Names the choice for the strings (`good`, `bad`) and tells it apart within its control. */
  readonly id: string;
  /** The LangSmith feedback key it rates. */
  readonly key: string;
  readonly score: number;
}

/** One control under an answer. */
export interface FeedbackControl {
  readonly kind: ControlKind;
  readonly options: readonly RatingOption[];
}

/** Controls, and what was wrong with the text they were read from. */
export interface ParsedControls {
  readonly controls: readonly FeedbackControl[];
  /** Sentences for the console, each with the fix. */
  readonly problems: readonly string[];
}

const defaultKey = 'user_score';

/** LangSmith's keys are free text; these are the ones that survive every URL, header and log. */
const keyPattern = /^[\w.-]{1,64}$/;

/** Reads the `feedback` shorthand: `thumbs`, `thumbs:KEY`, `thumbs:LIKED,DISLIKED`, `none`. */
export function parseControls(text: string): ParsedControls {
  const words = text.trim().split(/\s+/).filter(Boolean);
  if (words.length === 1 && words[0] === 'none') return { controls: [], problems: [] };
  const problems: string[] = [];
  const controls = words.flatMap((word) => {
    const control = parseWord(word);
    if (typeof control !== 'string') return control;
    problems.push(control);
    return [];
  });
  return controls.length > 0 ? { controls, problems } : { controls: [thumbs([defaultKey])], problems };
}

/** The keys that a run must be asked to mint tokens for. */
export function feedbackKeys(controls: readonly FeedbackControl[]): readonly string[] {
  return [...new Set(controls.flatMap((control) => control.options.map(({ key }) => key)))];
}

function parseWord(word: string): FeedbackControl | string {
  const [kind = '', keyText] = word.split(':', 2);
  const keys = keyText === undefined ? [defaultKey] : keyText.split(',');
  if (kind !== 'thumbs') return `feedback="${word}": "${kind}" is no rating control. Use thumbs, or none.`;
  if (keys.length > 2 || !keys.every((key) => keyPattern.test(key))) {
    return `feedback="${word}": name one key, or two for up and down, of letters, digits, "_", "." and "-".`;
  }
  return thumbs(keys);
}

/** One key rated 1 and -1, or two keys of which the pressed one is rated 1. */
function thumbs([up = defaultKey, down]: readonly string[]): FeedbackControl {
  return {
    kind: 'thumbs',
    options: [
      { id: 'good', key: up, score: 1 },
      down === undefined ? { id: 'bad', key: up, score: -1 } : { id: 'bad', key: down, score: 1 },
    ],
  };
}
