/** Examples of warm-up after which a reader was seen to copy: the run in the documentation's pictures has this many. */
export const learnsFrom = 9600;
