/** Words about a number on the screen, and the words of one system. Types, and how a wording becomes a text. */

/** A text that may depend on the configuration of the run on screen. */
export type Wording<Config> = string | ((config: Config) => string);

/** What a number is: its name, its formula, and one to three sentences. */
export interface Definition<Config = never> {
  name: string;
  /** A short label for headings; the name where there is none. */
  short?: string;
  /** A few plain words to stand beside a short label that only the field knows. */
  plain?: string;
  formula?: Wording<Config>;
  text: Wording<Config>;
}

/** What a phase of training is called, and what is learned in it. */
export interface PhaseWords {
  name: string;
  /** What is learned, in a few plain words. */
  plain: string;
  hint: string;
}

/** What generic panels need to know of a system's words. A system may add words of its own. */
export interface SystemWords<Config = never> {
  phases: Readonly<Record<string, PhaseWords>>;
  metrics: Readonly<Record<string, Definition<Config>>>;
}

/** A metric of a system, by its id. `fallback` is used where the system has no words for it. */
export interface MetricRef {
  system: string;
  metric: string;
  fallback?: MetricFallback;
}

export interface MetricFallback {
  name: string;
  about: string;
}

/** The text of a wording. The caller makes sure that the configuration is of the system whose words these are. */
export function wordingText(wording: Wording<never>, config: unknown): string {
  return typeof wording === 'function' ? wording(config as never) : wording;
}

/** The label for headings. */
export function shortName({ name, short }: Definition): string {
  return short ?? name;
}
