// The page: what the server tells, section by section, and how the stream is.
import { experimentWords, showExperiment } from './experiment.js';
import { byId, make, moment, plural, span, time, write } from './format.js';
import { showDeadLetters, showModels, showRate, showReviews, showScores } from './panels.js';
import { showProducts } from './products.js';
import { follow } from './stream.js';

const STATES = {
  CONNECTING: { pill: 'Connecting', title: 'Connecting.' },
  BROKER_AWAY: { pill: 'Broker away', title: 'The broker is away' },
  TOPICS_MISSING: { pill: 'Topics missing', title: 'There is nothing to read.' },
  SILENT: { pill: 'Silent', title: 'The stream is silent.' },
  FLOWING: { pill: 'Live', title: '' },
  SERVER_AWAY: { pill: 'Server away', title: "This page's server does not answer" },
};

const shown = {
  models: (section) => showModels(section, serverNow()),
  experiment: (section) => showExperiment(section, serverNow()),
  rate: showRate,
  scores: showScores,
  products: showProducts,
  deadLetters: showDeadLetters,
  reviews: showReviews,
};
const waiting = new Map();
let paused = false;
let stream = { state: 'CONNECTING', words: '' };
let serverAway = null;
let clockDifference = 0;
let told = '';
let noticed;
let inForce;
let experiment;

const serverNow = () => Date.now() + clockDifference;

/** Tells a screen reader; what was told just before is not lost. */
function announce(text) {
  const log = byId('announcer');
  log.append(make('p', '', text));
  if (log.childElementCount > 3) {
    log.firstElementChild.remove();
  }
}

function sentence() {
  if (serverAway !== null) {
    return `since ${time(serverAway)}. It is tried again every two seconds; what you see is from before.`;
  }
  const since = stream.since === undefined ? '' : span(serverNow() - stream.since);
  switch (stream.state) {
    case 'BROKER_AWAY':
      return `since ${moment(stream.since, serverNow())} (${since}): ${stream.words}. What you see is from before.`;
    case 'SILENT':
      return `${stream.words} ${moment(stream.since, serverNow())}, for ${since}.`
        .replace('No review has been scored yet', 'No review has been scored in the last minutes; waiting since');
    default:
      return stream.words;
  }
}

function showStream() {
  const state = serverAway === null ? stream.state : 'SERVER_AWAY';
  const { pill, title } = STATES[state] ?? STATES.CONNECTING;
  const banner = byId('banner');
  const usual = state === 'FLOWING';
  banner.hidden = usual;
  banner.dataset.state = state;
  write(byId('banner-title'), title);
  write(byId('banner-text'), usual ? '' : sentence());
  byId('pill').dataset.state = paused && usual ? 'PAUSED' : state;
  write(byId('pill-text'), paused ? `${pill}, paused` : pill);
  byId('content').toggleAttribute('data-stale', state === 'BROKER_AWAY' || state === 'SERVER_AWAY');
  document.title = usual ? 'review-scoring' : `${pill} – review-scoring`;
  if (told !== state) {
    // Once at each change: a region that told every second would shout.
    announce(usual ? 'Reviews are flowing.' : `${title} ${sentence()}`);
    told = state;
  }
}

/** What has happened to the topics, told once. */
function showNotice(notice) {
  byId('notice').hidden = notice === undefined;
  write(byId('notice'), notice === undefined ? '' : `${time(notice.at)}: ${notice.words}`);
  if (notice !== undefined && notice.at !== noticed) {
    announce(notice.words);
  }
  noticed = notice?.at;
}

function take(name, section) {
  if (name === 'stream') {
    stream = section;
    clockDifference = section.now - Date.now();
    write(byId('broker'), section.broker);
    write(byId('unreadable'), section.unreadable
      ? `${plural(section.unreadable, 'record')} of the output topics could not be read.`
      : '');
    write(byId('whole'), section.wholeFrom === undefined
      ? ''
      : `More had been written than is read back: counts are whole from ${time(section.wholeFrom)} on.`);
    for (const element of document.querySelectorAll('.history')) {
      write(element, `last ${span(section.historySeconds * 1000)}`);
    }
    showNotice(section.notice);
    showStream();
    return;
  }
  if (name === 'models') {
    if (inForce !== undefined && section.inForce !== undefined && section.inForce !== inForce) {
      announce(`Model ${section.inForce} is in force now.`);
    }
    inForce = section.inForce;
  }
  if (name === 'experiment') {
    const words = experimentWords(section, serverNow());
    if (experiment !== undefined && words !== experiment && words !== '') {
      announce(words);
    }
    experiment = words;
  }
  if (paused) {
    waiting.set(name, section);
  } else {
    shown[name](section);
  }
}

byId('pause').addEventListener('click', () => {
  paused = !paused;
  byId('pause').setAttribute('aria-pressed', String(paused));
  if (!paused) {
    waiting.forEach((section, name) => shown[name](section));
    waiting.clear();
  }
  showStream();
});

follow({
  onSection: take,
  onGone: (since) => {
    serverAway = since;
    showStream();
  },
  onBack: () => {
    serverAway = null;
    showStream();
  },
});
showStream();
