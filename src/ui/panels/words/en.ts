/** Words of the dialogs of the run, in English. They are loaded with it. */

export const en = {
  settings: {
    title: 'All settings',
    filter: 'Filter settings',
    about: 'Every value of the configuration, by its path. The command line takes the same: --set key=value.',
    reset: (value: string) => `Back to ${value}`,
    none: 'No setting matches.',
    /** What a setting accepts. */
    accepts: {
      integer: (min: number, max: number) => `a whole number from ${min} to ${max}`,
      number: (min: number, max: number) => `a number from ${min} to ${max}`,
      boolean: 'true or false',
      choice: (choices: readonly string[]) => `one of ${choices.join(', ')}`,
      text: 'a name',
    },
  },
  confirmReset: {
    title: 'Reset without undo?',
    text: 'The trainer has handed over no checkpoint: it failed, or it is busy. Without one this run cannot be brought back.',
    confirm: 'Reset anyway',
    cancel: 'Cancel',
  },
  palette: { title: 'Commands', list: 'List of commands', placeholder: 'Type a command', none: 'No command matches.' },
  shortcuts: {
    title: 'Keyboard shortcuts',
    tooltip: 'Close a definition',
    everywhere: 'On every page',
    onPage: (page: string) => `On the page ${page}`,
    within: { lesson: 'In a lesson', library: 'In the dialog Your corpora' },
    playOrPause: 'Play / Pause',
  },
};

export type DialogWords = typeof en;
