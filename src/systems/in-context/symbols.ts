/** The sizes of the tasks. They stand alone because metrics are made of them, which the first picture needs. */

/** Symbols of the alphabet. */
export const symbolCount = 8;
/** Largest number of examples in front of a symbol that is asked for the first time. */
export const mostExamples = symbolCount - 1;
/** 0 … `mostExamples`. */
export const exampleCounts: readonly number[] = Array.from({ length: symbolCount }, (_, k) => k);

/** Largest number of pairs (x, y) in front of an x that is asked, in linear regression. */
export const mostPairs = 8;
/** 0 … `mostPairs`. */
export const pairCounts: readonly number[] = Array.from({ length: mostPairs + 1 }, (_, k) => k);
