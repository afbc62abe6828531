/** Words around the lessons. Their own texts stand in `src/lessons`. */

export const lessons = {
  title: 'Lessons',
  next: 'Next part',
  back: 'Previous part',
  close: 'Close the lesson',
  putAside: 'Put the run aside',
};
