/** Words about links to the page, and about the page in a frame. Those of the dialog are loaded with it. */
export const share = {
  action: 'Share a link',
  openWhole: 'Open in Retrograd',
  partsHidden: 'The link left parts of the page out.',
  showAll: 'Show everything',
  ownRun: 'The link names a moment of the recording. Your own run stays on screen: reset it to see that moment.',
};
