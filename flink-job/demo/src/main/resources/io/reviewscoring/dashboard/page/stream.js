// The server's events, and whether the server is there at all.
const SILENCE_MILLIS = 5000;
const AGAIN_MILLIS = 2000;

/**
 * Connects for ever. `onSection(name, value)` gets each section; `onGone(since)` is called when the
 * server does not answer, `onBack()` when it does again.
 */
export function follow(names, { onSection, onGone, onBack }) {
  let source = null;
  let heard = Date.now();
  let tried = 0;
  let gone = false;

  const hear = () => {
    heard = Date.now();
    if (gone) {
      gone = false;
      onBack();
    }
  };

  const lose = () => {
    if (!gone) {
      gone = true;
      onGone(heard);
    }
  };

  const connect = () => {
    source?.close();
    tried = Date.now();
    source = new EventSource('events');
    for (const name of names) {
      source.addEventListener(name, (event) => {
        hear();
        onSection(name, JSON.parse(event.data));
      });
    }
    source.onerror = lose;
  };

  // A browser gives up after some refusals, and does not notice a connection that died silently.
  setInterval(() => {
    const now = Date.now();
    if (now - heard > SILENCE_MILLIS) {
      lose();
      if (source.readyState === EventSource.CLOSED || now - tried > SILENCE_MILLIS) {
        connect();
      }
    }
  }, AGAIN_MILLIS);
  connect();
}
