// The one stream of all tabs of a browser.
import { listen } from './stream.js';

const BEAT_MILLIS = 2000;
const tabs = new Set();
const latest = new Map();
let gone = null;

const tell = (message) => tabs.forEach((tab) => tab.postMessage(message));

function tellWhetherGone(since) {
  gone = since;
  tell({ gone });
}

self.onconnect = ({ ports: [tab] }) => {
  tab.onmessage = () => tabs.delete(tab);
  latest.forEach((section, name) => tab.postMessage({ name, section }));
  tabs.add(tab);
};

listen({
  onSection: (name, section) => {
    latest.set(name, section);
    tell({ name, section });
  },
  onGone: tellWhetherGone,
  onBack: () => tellWhetherGone(null),
});

// Also while there is no news, so that a tab knows that the worker lives.
setInterval(() => tell({ gone }), BEAT_MILLIS);
