/** Words about parts of the page that are loaded when they are needed. */
export const parts = {
  loading: 'Loading…',
  failedTitle: 'Not loaded',
  failed:
    'This part of the page could not be loaded: there is no network, or the page has a new version. The run is kept when you reload.',
  failedAgain:
    'It failed again. If the network is there, the browser keeps the failure: reload the page. The run is kept.',
  retry: 'Try again',
  reload: 'Reload the page',
};
