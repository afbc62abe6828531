/** Words of the pipeline as a picture, in English. */

export const picture = {
  look: 'Show the example as',
  table: 'Table',
  picture: 'Picture',
  toPicture: 'Show the example as a picture',
  toTable: 'Show the example as a table',
  next: 'Next stage of the picture',
  previous: 'Previous stage of the picture',
  whole: 'Whole picture',
};
