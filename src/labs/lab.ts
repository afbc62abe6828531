/**
 * A lab as data: one mechanism of pre-training that a person tries by hand. First a prediction, then a thing to change, then exercises that are pure
 * functions of what is set, so that they are checked by what is computed. Its view and its words stand in `src/ui/labs/<id>`.
 */

export interface Lab<State> {
  /** `lab=<id>` in the address. */
  id: string;
  /** About how long a class takes. */
  minutes: number;
  /** The right one of the choices of its prediction. */
  right: string;
  /** What is set when it begins, and after *Reset*. */
  start: State;
  /** By name: whether an exercise is done. None is done at the start. */
  exercises: Readonly<Record<string, (state: State) => boolean>>;
  /**
   * A state as JSON from an earlier moment, perhaps of another version: null where it is not one of this lab, so that it is used whole or not at all.
   * Absent: what is set does not outlast the page. A state that is kept is plain JSON and small.
   */
  read?(json: unknown): State | null;
}

export interface LabText {
  title: string;
  /** One sentence, for the list of labs. */
  about: string;
  question: string;
  /** By the names that `Lab.right` is one of, in the order of the page. */
  choices: Readonly<Record<string, string>>;
  /** Why the right one is right, with figures that the lab shows. */
  why: string;
  /** By the names of the exercises, in the order of the page. */
  exercises: Readonly<Record<string, string>>;
  /** One line: what is computed exactly, and what is smaller than in real models. */
  exact: string;
}
