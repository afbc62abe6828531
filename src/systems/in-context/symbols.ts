/** The sizes of the tasks. They stand alone because metrics are made of them, which the first picture needs. */

/** Symbols of the alphabet. */
export const symbolCount = 8;
/** Largest number of examples in front of a symbol that is asked for the first time. */
export const mostExamples = symbolCount - 1;
/** 0 … `mostExamples`. */
export const exampleCounts: readonly number[] = Array.from({ length: symbolCount }, (_, k) => k);
