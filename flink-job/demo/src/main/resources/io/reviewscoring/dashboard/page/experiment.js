// The experiment that runs, or the last one that did; nothing where there never was one.
import { byId, count, ENDINGS, exactPercent, finePercent, hidden, LABELS, make, moment, plural, signed, table, write } from './format.js';

/** The counts' order, row by row. */
const COUNTED = ['POSITIVE', 'NEGATIVE', 'UNCERTAIN'];
const SHOWN = Object.keys(LABELS);
const MOST = 5;
const SCALES = [0.05, 0.1, 0.2, 0.5, 1];

function state({ since, ended }, now) {
  if (ended === undefined) {
    return `runs since ${moment(since, now)}`;
  }
  const { word } = ENDINGS[ended.type];
  const how = ended.type === 'END' ? word : `${word}${ended.type === 'ROLLBACK' ? ' to' : ':'} ${ended.version}`;
  return `${how} at ${moment(ended.at, now)}, began ${moment(since, now)}`;
}

/** In a sentence, for those who hear it. */
export function experimentWords(section, now) {
  if (section.name === undefined) {
    return '';
  }
  const parts = ['candidate', 'shadow'].filter((role) => section[role] !== undefined && section.ended === undefined)
    .map((role) => `, ${section[role].version} is ${role} for ${exactPercent(section[role].share)}`);
  return `Experiment ${section.name} ${state(section, now)}${parts.join('')}.`;
}

function showRoles(section, now) {
  const item = (role, version, ...words) =>
    make('div', '', make('dt', '', role), make('dd', '', make('b', '', make('bdi', '', version)), make('small', '', words.join(', '))));
  const part = (role, title) => {
    const { version, share, compared, since } = section[role];
    const words = [`${exactPercent(share)} of the reviews`, `since ${moment(since, now)}`];
    if (compared) {
      words.push(`${exactPercent(compared)} of them compared`);
    }
    return item(title, version, ...words);
  };
  byId('experiment-roles').replaceChildren(
    item('In force', section.inForce, section.candidate === undefined ? 'all reviews' : 'all others'),
    ...(section.candidate === undefined ? [] : [part('candidate', 'Candidate')]),
    ...(section.shadow === undefined ? [] : [part('shadow', 'Shadow')]));
}

/** Where the share lies; the numbers stand beside it. */
function interval({ share, shareFrom, shareTo }) {
  const scale = SCALES.find((end) => shareTo <= end);
  const band = make('i', 'band');
  band.style.left = `${(100 * shareFrom) / scale}%`;
  band.style.width = `${(100 * (shareTo - shareFrom)) / scale}%`;
  const point = make('i', 'point');
  point.style.left = `${(100 * share) / scale}%`;
  const ends = make('span', 'interval-ends', make('span', '', '0'), make('span', '', exactPercent(scale)));
  const whole = hidden(make('span', 'interval-track', band, point), ends);
  whole.className = 'interval';
  return whole;
}

function figures(pair) {
  const item = (title, number, words, ...more) =>
    make('div', '', make('dt', '', title), make('dd', '', make('b', '', number), make('small', '', words), ...more));
  return make('dl', 'pair-figures',
    item('Reviews compared', count(pair.count),
      pair.notFinal ? `${count(pair.notFinal)} in windows that may still change` : 'all windows are final'),
    item('Another label', finePercent(pair.share),
      `${plural(pair.differing, 'review')}; 95 %: ${finePercent(pair.shareFrom)} to ${finePercent(pair.shareTo)}`,
      interval(pair)),
    item('Mean difference', pair.meanDifference.toFixed(3),
      `${signed(pair.meanSigned)} with its sign, ${pair.largest.toFixed(3)} at most`));
}

function labels({ labels: counts, model, other }) {
  const rows = SHOWN.map((own) => [`${LABELS[own].sign} ${LABELS[own].word}`,
    ...SHOWN.map((others) => count(counts[COUNTED.indexOf(own) * COUNTED.length + COUNTED.indexOf(others)]))]);
  const element = table(['Label', ...SHOWN.map((label) => `${LABELS[label].sign} ${LABELS[label].word}`)], rows);
  element.classList.add('labels-table');
  element.prepend(make('caption', '', 'Labels: in rows by ', make('bdi', '', model), ', in columns by ', make('bdi', '', other)));
  return element;
}

function mostDifferent({ mostDifferent: most }) {
  return make('div', 'most', make('h4', '', 'Most different'),
    make('ol', '', ...most.slice(0, MOST).map(({ reviewId, difference }) =>
      make('li', '', make('bdi', '', reviewId), make('span', 'n', signed(difference))))));
}

export function showExperiment(section, now) {
  const none = section.name === undefined;
  byId('experiment').hidden = none;
  byId('content').classList.toggle('tried', !none);
  if (none) {
    return;
  }
  write(byId('experiment-name'), section.name);
  write(byId('experiment-state'), `${section.ended === undefined ? '●' : ENDINGS[section.ended.type].sign} ${state(section, now)}`);
  byId('experiment-state').dataset.state = section.ended?.type ?? 'RUNS';
  showRoles(section, now);
  byId('experiment-empty').hidden = section.pairs.length > 0;
  byId('experiment-pairs').replaceChildren(...section.pairs.map((pair) => {
    const item = make('article', '',
      make('h3', '', make('bdi', '', pair.model), ' with ', make('bdi', '', pair.other), make('small', '', ` (${pair.role})`)),
      figures(pair), make('div', 'pair-tables', labels(pair), mostDifferent(pair)));
    item.dataset.role = pair.role;
    return item;
  }));
}
