/** Words of the lesson “The index grows old”, in English. */
import type { LessonText } from '../lesson.ts';

export const staleness = {
  title: 'The index grows old',
  about: 'Documents are searched by embeddings of an earlier retriever: what that spoils, and what it does not.',
  parts: {
    snapshot: {
      prose: [
        'Candidates are searched in an index of embeddings, which a snapshot of the retriever made. Training has gone on since: the index age counts the steps.',
        'The candidates that were found are then embedded and scored again with the newest parameters.',
      ],
      prediction: {
        question: 'What can an old index spoil?',
        choices: {
          candidates: 'Which documents become candidates',
          prior: 'p(z|x) of the candidates',
          gradient: 'r(z) of the candidates',
        },
        why: 'p(z|x) and r(z) are computed with the newest parameters. Only the choice is old: a document that the newest retriever would rank high may be missing.',
      },
    },
    builder: {
      prose: [
        'A builder works beside the trainer: it gets a snapshot, embeds every document, builds a new index and swaps it in. The timeline shows both lanes.',
        'The index age grows by one with each step, and falls at each swap.',
      ],
      prediction: {
        question: 'What does the trainer do while the builder embeds all documents?',
        choices: {
          waits: 'It waits for the new index',
          continues: 'It goes on with the old index',
          random: 'It trains on random candidates',
        },
        why: 'Refreshing is asynchronous, as in the paper: training goes on with the serving index until the new one is ready. Only the very first index is waited for.',
      },
      exercise:
        'Move the recording to a moment of joint training at which the index is at least half a refresh interval old.',
    },
    harm: {
      prose: [
        'The paper refreshed its index about every 500 steps. With an index 30 times as stale, exact match on NQ fell from 38.2 to 28.7.',
        'Here the preset refreshes every 50 steps. Set “Refresh every” in the setup to 0: the next run keeps its first index.',
      ],
      prediction: {
        question:
          'The biographies after a full ICT, with an index that is never refreshed: how much harm did that do in our prototype?',
        choices: { none: 'None that we saw', half: 'Half of the facts were lost', all: 'Nothing was learned' },
        why: 'After a strong ICT the old embeddings are good enough. It did harm after a weak one: with 1,920 documents, 60 ICT steps and a high learning rate, RU was 7.0 and 6.1 with a refresh every 25 steps, and 1.6 and 2.0 without any.',
      },
      exercise: 'Set “Refresh every” to 0 for the next run.',
    },
    drift: {
      prose: [
        'The page Index draws every document of the index as a point, and an arrow from there to where the newest retriever puts it. Press Play, and watch them.',
        'The switch “Builder at work” stops the builder, and training goes on.',
      ],
      prediction: {
        question: 'The builder is stopped and training goes on: what happens to the arrows?',
        choices: {
          grows: 'They grow with the age of the index',
          stays: 'They stay: the index does not change',
          shrinks: 'They shrink: the retriever converges',
        },
        why: 'The stale ends stay where the snapshot put them, and the fresh ends move with every update. A new index takes the stale ends to where its snapshot was.',
      },
      exercise: 'Stop the builder until the map shows an index age above the refresh interval.',
    },
  },
} satisfies LessonText;
