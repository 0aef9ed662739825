// The server's events, and whether the server is there at all.
const SECTIONS = ['stream', 'models', 'experiment', 'rate', 'scores', 'products', 'deadLetters', 'reviews'];
const SILENCE_MILLIS = 5000;
const AGAIN_MILLIS = 2000;
const SILENT_TICKS = 6;

/**
 * Connects for ever, or until the function that it returns is called. `onSection(name, value)` gets
 * each section; `onGone(since)` is called when the server does not answer, `onBack()` when it does
 * again.
 */
export function listen({ onSection, onGone, onBack }) {
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
    for (const name of SECTIONS) {
      source.addEventListener(name, (event) => {
        hear();
        onSection(name, JSON.parse(event.data));
      });
    }
    source.onerror = lose;
  };

  // A browser gives up after some refusals, and does not notice a connection that died silently.
  const watch = setInterval(() => {
    const now = Date.now();
    if (now - heard > SILENCE_MILLIS) {
      lose();
      if (source.readyState === EventSource.CLOSED || now - tried > SILENCE_MILLIS) {
        connect();
      }
    }
  }, AGAIN_MILLIS);
  connect();
  return () => {
    clearInterval(watch);
    source.close();
  };
}

/** A stream of the tab's own, which it gives up while nobody sees it. */
function listenWhileSeen(handlers) {
  let stop = document.hidden ? null : listen(handlers);
  document.addEventListener('visibilitychange', () => {
    stop?.();
    stop = document.hidden ? null : listen(handlers);
  });
}

/** Not every browser has them, or lets a page have one. */
function sharedWorker() {
  try {
    return new SharedWorker('worker.js', { type: 'module' });
  } catch {
    return null;
  }
}

/**
 * The same for a tab: all tabs of a browser share one stream, for it opens six connections to a
 * server, and a seventh tab would get nothing.
 */
export function follow(handlers) {
  const worker = sharedWorker();
  if (worker === null) {
    listenWhileSeen(handlers);
    return;
  }
  let silent = 0;
  let alone = false;

  const leave = () => {
    if (!alone) {
      alone = true;
      worker.port.close();
      listenWhileSeen(handlers);
    }
  };

  worker.onerror = leave;
  worker.port.onmessage = ({ data: { name, section, gone } }) => {
    silent = 0;
    if (name !== undefined) {
      handlers.onSection(name, section);
    } else if (gone === null) {
      handlers.onBack();
    } else {
      handlers.onGone(gone);
    }
  };
  // Counted, since a clock would go on while the machine sleeps.
  const watch = setInterval(() => {
    silent += 1;
    if (silent > SILENT_TICKS) {
      clearInterval(watch);
      leave();
    }
  }, AGAIN_MILLIS);
  addEventListener('pagehide', () => worker.port.postMessage('leaves'));
  addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
}
