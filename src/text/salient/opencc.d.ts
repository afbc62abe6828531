declare module 'opencc-js/dict/TSCharacters' {
  /** Pairs of a traditional character and its simplified one, with a space between them, divided by `|`. */
  const pairs: string;
  export default pairs;
}
