/** Every sentence of the page, in English. Another language is another object of the same type. */

import type { bundledCorpora } from '../../text/corpus/corpus.ts';
import { definitions } from './en-definitions.ts';
import { gpu } from './en-gpu.ts';
import { imports, library, names, wikipedia } from './en-imports.ts';
import { kernels } from './en-kernels.ts';
import { lab } from './en-lab.ts';
import { tokenizer } from './en-tokenizer.ts';

const count = (n: number, one: string, many: string) => `${n.toLocaleString('en')} ${n === 1 ? one : many}`;

export const en = {
  language: 'en',
  name: 'Retrograd',
  tagline: 'How a language-modelling loss teaches a retriever',
  skipToExample: 'Skip to the example',
  skipToLab: 'Skip to the sentence',
  pages: { title: 'Pages', run: 'Run', lab: 'Masking lab' },
  definitions,
  imports,
  names,
  wikipedia,
  library,
  gpu,
  kernels,
  lab,
  tokenizer,

  phases: { ict: 'ICT', warmup: 'Warm-up', joint: 'Joint' },
  phaseHints: {
    ict: 'Inverse cloze task: the retriever learns to find the block a sentence was taken from.',
    warmup: 'The reader learns to copy from the source document, while names are swapped so that memory is no help.',
    joint: 'REALM: retriever and reader learn together from the masked words alone.',
  },
  runProgress: 'Progress of the run',
  status: {
    idle: 'Not started',
    opening: 'Opening',
    ready: 'Ready',
    running: 'Training',
    paused: 'Paused',
    finished: 'Finished',
    failed: 'Stopped by an error',
  },
  stepOf: (step: number, of: number) => `step ${step.toLocaleString('en')} of ${of.toLocaleString('en')}`,
  stepsPerSecond: (rate: string) => `${rate} steps/s`,
  openingStages: {} as Record<string, string>,
  openingProgress: (stage: string, done: number, total: number) =>
    total > 0 ? `${stage} ${done.toLocaleString('en')} / ${total.toLocaleString('en')}` : stage,
  openingBegins: 'Starting the trainer',

  actions: {
    play: 'Play',
    pause: 'Pause',
    resume: 'Resume saved run',
    step: 'Step',
    stepTen: 'Ten steps',
    reset: 'Reset',
    undo: 'Undo',
    startNew: 'Start new run',
    openRun: 'Open without training',
    openLab: 'Masking lab',
    backToRun: 'Back to the run',
    revert: 'Keep the run’s settings',
    nextExample: 'Next example',
    previousExample: 'Previous example',
    live: 'Refresh the example while training',
    hold: 'Hold the example still',
    saveCheckpoint: 'Save checkpoint',
    openCheckpoint: 'Open checkpoint',
    importFile: 'Import a file',
    importFolder: 'Import a folder',
    importWikipedia: 'Import pages of Wikipedia',
    library: 'Your corpora',
    allSettings: 'All settings',
    copyLink: 'Copy a link to these settings',
    killBuilder: 'Kill the index builder',
    themeAuto: 'Theme: as the system',
    themeLight: 'Theme: light',
    themeDark: 'Theme: dark',
    palette: 'Commands',
    shortcuts: 'Keyboard shortcuts',
    preset: (title: string) => `Preset: ${title}`,
    close: 'Close',
  },
  groups: { run: 'Run', example: 'Example', files: 'Files', setup: 'Setup', view: 'View', lab: 'Masking lab' },
  keys: { Space: 'Space', Mod: 'Ctrl', ModMac: '⌘' } as Record<string, string>,

  setup: {
    title: 'Setup',
    preset: 'Preset',
    seed: 'Seed',
    corpus: 'Corpus',
    corpora: {
      bios: 'Biographies (generated)',
      atlas: 'Atlas (natural text)',
      'atlas-zh': 'Atlas in Chinese (natural text)',
    } satisfies Record<(typeof bundledCorpora)[number], string> as Record<string, string>,
    importedCorpus: (title: string) => `${title} (yours)`,
    masking: 'Masking',
    maskings: { salient: 'Salient spans', uniform: 'Uniform tokens', 'random-span': 'Random spans' } as Record<
      string,
      string
    >,
    nullDocument: 'Null document',
    allowTrivial: 'Trivial retrieval',
    refreshEvery: 'Refresh every',
    steps: 'steps',
    temperature: 'Temperature',
    jointSteps: 'Joint steps',
    changed: 'Changed settings take effect in a new run.',
    changedCount: (n: number) => count(n, 'setting differs', 'settings differ'),
    model: 'This run',
    facts: {
      adapter: 'Adapter',
      documents: 'Documents',
      questions: 'Questions',
      vocabulary: 'Vocabulary',
      parameters: 'Parameters',
      examples: 'Training / held out',
    },
    skipped: 'Left out',
    all: {
      title: 'All settings',
      filter: 'Filter settings',
      about: 'Every value of the configuration, by its path. The command line takes the same: --set key=value.',
      reset: (value: string) => `Back to ${value}`,
      none: 'No setting matches.',
    },
  },

  example: {
    title: 'Current example',
    emptyText:
      'A sentence loses a word. Eight documents are retrieved, and a reader guesses the word from each. Documents that made the guess likelier than the rest earn a positive r(z), and the retriever moves towards them; the others pay for it.',
    emptyHint: 'Choose a preset and press Play.',
    emptyUntilJoint: 'There is nothing to retrieve from yet: the first index is built when joint training begins.',
    position: (index: number, of: number) => `${index} of ${of}`,
    heldOut: 'held out',
    training: 'training',
    atStep: (phase: string, step: number) => `${phase}, step ${step.toLocaleString('en')}`,
    source: 'Source',
    marginal: 'p(y|x)',
    document: 'Document z',
    nullTitle: 'Null document',
    nullText: 'Nothing retrieved: the reader answers from what it knows.',
    untitled: 'Untitled',
    sum: 'Σ r(z)',
    sourceMark: 'source',
    rank: (rank: number | null) => (rank === null ? '–' : rank.toLocaleString('en')),
    lexicalRank: (rank: number | null) => `BM25 ${rank === null ? '–' : rank.toLocaleString('en')}`,
    lexical: (shared: number, found: number) =>
      found === 0 ? 'What BM25 retrieves' : `What BM25 retrieves: ${shared} of its ${found} are candidates too`,
    lexicalNone: 'No document shares a word with what is left of the sentence.',
    says: 'The reader says',
    showMore: (title: string) => `More about ${title}`,
    grid: 'Candidates with p(z|x), p(y|z,x) and r(z)',
  },

  curves: {
    title: 'Curves',
    batch: 'batch',
    heldOutSeries: 'held out',
    at1: 'R@1',
    at5: 'R@5',
    noQuestions: 'This corpus has no questions',
    summary: (name: string, value: string) => `${name}, newest value ${value}`,
  },

  timeline: {
    title: 'Index refreshes',
    trainer: 'Trainer',
    builder: 'Builder',
    age: 'Index age',
    empty:
      'During joint training a builder embeds every document anew and hands over a fresh index, while the trainer goes on with the stale one.',
    never: 'The index is never refreshed in this run.',
    building: {
      requested: 'snapshot sent',
      embedding: 'embedding',
      building: 'building',
      swapped: 'swapped in',
      failed: 'failed, respawned',
    },
    progress: (stage: string, done: number, total: number) =>
      total > 0 ? `${stage} ${done.toLocaleString('en')} / ${total.toLocaleString('en')}` : stage,
    took: (embed: string, build: string) => `last one: ${embed} embedding, ${build} building`,
    count: (n: number) => count(n, 'refresh', 'refreshes'),
    summary: (n: number, age: string) =>
      `${count(n, 'index swap', 'index swaps')} so far; the serving index is ${age} steps old.`,
    record: (from: number, to: number, embed: string, build: string) =>
      `Snapshot at step ${from}, swapped in at step ${to}: ${embed} embedding, ${build} building`,
    legendEmbed: 'embedding documents',
    legendBuild: 'building HNSW',
    axis: 'Joint step',
  },

  evaluations: {
    title: 'Evaluations',
    empty: 'Held-out facts and zero-shot questions are evaluated at the end of each phase and during joint training.',
    phase: 'Phase',
    step: 'Step',
    table: 'Table of evaluations',
  },

  notices: {
    otherTab:
      'Another tab keeps its run in this browser, so this one would not survive a reload until that one is closed. Save a checkpoint to keep it.',
    dismiss: 'Dismiss',
    resumable: (phase: string, step: number, when: string) =>
      `A run of ${when} is kept at ${phase}, step ${step.toLocaleString('en')}.`,
    undoable: (phase: string, step: number) => `The run at ${phase}, step ${step.toLocaleString('en')} was put aside.`,
    copied: 'The link is copied.',
    saved: (name: string) => `Saved ${name}.`,
    badAddress: (message: string) => `The settings in the address were not used. ${message}`,
  },

  failure: {
    titles: { running: 'Training stopped', opening: 'This run could not be opened', acting: 'That did not work' },
    kept: 'What was measured is kept.',
    details: 'Technical details',
    actions: {
      resume: 'Resume from the last checkpoint',
      startAgain: 'Start again',
      reset: 'Reset',
      dismiss: 'Dismiss',
    },
  },

  confirmReset: {
    title: 'Reset without undo?',
    text: 'The trainer could not hand over a checkpoint, so this run cannot be brought back.',
    confirm: 'Reset anyway',
    cancel: 'Cancel',
  },

  palette: { title: 'Commands', placeholder: 'Type a command', none: 'No command matches.' },
  shortcuts: {
    title: 'Keyboard shortcuts',
    arrows: 'Move between the numbers of the candidates',
    tooltip: 'Close a definition',
  },

  noWebGpu: {
    title: 'This browser offers no WebGPU',
    missing:
      'Retrograd trains its models on your own graphics card, through WebGPU. This browser does not have it switched on, so nothing can be trained here.',
    noAdapter:
      'Retrograd trains its models on your own graphics card, through WebGPU. This browser knows WebGPU, but offers no adapter: the graphics card or its driver is blocked or missing.',
    what: 'What to do',
    chrome: 'Use Chrome or Edge 113 or newer on Windows, macOS or ChromeOS; there WebGPU is on from the start.',
    linux: 'On Linux, open chrome://flags, enable “Unsafe WebGPU Support” and “Vulkan”, and start Chrome again.',
    acceleration: 'Check that “Use graphics acceleration when available” is on in chrome://settings/system.',
    report: 'chrome://gpu says in a line named “WebGPU” what the browser makes of your graphics card.',
    secure: 'The page must come from https or localhost; from other addresses browsers hide WebGPU.',
    retry: 'Try again',
  },
};

export type Strings = typeof en;
