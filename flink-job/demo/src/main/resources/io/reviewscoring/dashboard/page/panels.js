// Rate, scores, models, dead letters, newest reviews.
import { rateChart, scoreChart } from './charts.js';
import { byId, count, ENDINGS, exactPercent, hidden, LABELS, make, moment, numbers, perSecond, percent, plural, score, signed, table, time, write } from './format.js';
import { showTimeline } from './timeline.js';

const PHASES = {
  IN_FORCE: '● in force',
  ANNOUNCED: '◷ announced',
  REPLACED: '○ replaced',
  REFUSED: '✕ refused',
  LOADED: '○ loaded',
};
/** Of decisions that put no model in force. */
const ROLE_PHASES = {
  CANARY: { IN_FORCE: '◐ candidate', REPLACED: '○ over' },
  SHADOW: { IN_FORCE: '◐ shadow', REPLACED: '○ over' },
  END: { IN_FORCE: '■ ended', REPLACED: '■ ended' },
};

let rate = { perSecond: [] };
let scores = { bins: [] };
let charts = null;

/** A bar that is filled so far; the number stands beside it. */
function filled(className, share) {
  const fill = document.createElement('i');
  fill.style.width = `${100 * share}%`;
  const bar = make('span', className, fill);
  bar.setAttribute('aria-hidden', 'true');
  return bar;
}

const fillRate = numbers(byId('rate-numbers'), () => table(
  ['Second', 'Reviews a second'],
  rate.perSecond
    .map((value, i) => [time((rate.from + i * rate.step) * 1000), perSecond(value)])
    .reverse()
    .slice(0, 30)));

const fillScores = numbers(byId('scores-numbers'), () => table(
  ['Score', 'Reviews'],
  scores.bins.map((value, i) => [`${(i / 10).toFixed(1)} to ${((i + 1) / 10).toFixed(1)}`, count(value)])));

function drawn() {
  charts ??= { rate: rateChart(byId('rate-chart'), (left, width) => showTimeline(rate, left, width)), scores: scoreChart(byId('scores-chart')) };
  return charts;
}

export function showRate(section) {
  rate = section;
  write(byId('rate-latest'), perSecond(section.latest));
  // The last step has an end, too.
  const values = [...section.perSecond, section.perSecond.at(-1)];
  const times = values.map((_, i) => section.from + i * section.step);
  const swaps = section.models.filter(({ role }) => role === 'in force').slice(1).map(({ from }) => from / 1000);
  drawn().rate.update(times, values, swaps);
  byId('rate-chart').setAttribute('aria-label',
    `Reviews a second from ${time(section.from * 1000)}: ${perSecond(section.latest)} in the last`
    + ` ten seconds, at most ${perSecond(Math.max(0, ...section.perSecond))}`);
  fillRate();
}

export function showScores(section) {
  scores = section;
  drawn().scores.update(section.bins);
  byId('scores-chart').setAttribute('aria-label',
    `Histogram of scores, from 0, negative, to 1, positive, by tenths: ${section.bins.join(', ')}`);
  const labels = { POSITIVE: 0, UNCERTAIN: 0, NEGATIVE: 0, ...section.labels };
  const total = labels.POSITIVE + labels.UNCERTAIN + labels.NEGATIVE;
  write(byId('reviews-total'), count(total));
  for (const [label, number] of Object.entries(labels)) {
    const name = label.toLowerCase();
    write(byId(`label-${name}`), total ? `${count(number)} · ${percent(number / total)}` : count(number));
    byId('label-bar').querySelector(`.${name}`).style.flexGrow = number;
  }
  fillScores();
}

export function showModels(section, now) {
  const { inForce, inForceSince } = section;
  write(byId('model-in-force'), inForce ?? '–');
  byId('model-in-force').title = inForce ?? '';
  write(byId('model-since'), inForceSince > 0 ? `since ${moment(inForceSince, now)}` : inForce ? 'from the start' : '');
  byId('models-empty').hidden = section.activations.length > 0;
  const counted = new Set();
  byId('models').replaceChildren(...section.activations.map((each) => {
    const phase = make('span', 'phase', ROLE_PHASES[each.type]?.[each.phase] ?? PHASES[each.phase] ?? each.phase);
    phase.dataset.phase = each.phase;
    const item = make('li', '', make('div', 'row', make('bdi', '', each.version), phase));
    item.dataset.version = each.version;
    if (each.type !== undefined) {
      item.dataset.type = each.type;
    }
    // A version's reviews are told once, and not where it was refused or is not even meant.
    const scores = each.phase !== 'REFUSED' && each.type !== 'END' && !counted.has(each.version);
    if (scores) {
      counted.add(each.version);
    }
    item.append(make('p', 'detail', modelWords(each, scores ? section.reviews[each.version] : 0, now)));
    if (each.reason !== undefined) {
      item.append(make('p', 'detail', make('bdi', '', each.reason)));
    }
    return item;
  }));
}

/** The model given at the start scores whatever is older than the first activation. */
const since = (instant, now) => (instant > 0 ? `from ${moment(instant, now)}` : 'from the start');

function roleWords({ type, share, experiment }) {
  switch (type) {
    case 'CANARY':
    case 'SHADOW':
      return `${type === 'CANARY' ? 'candidate for' : 'shadow of'} ${exactPercent(share)} in experiment ${experiment}`;
    case 'PROMOTE':
    case 'END':
      return `${ENDINGS[type].sign} experiment ${experiment} ${type === 'END' ? 'ends' : 'ends with a promotion'}`;
    case 'ROLLBACK':
      return `${ENDINGS[type].sign} rolled back to`;
    default:
      return undefined;
  }
}

function modelWords(activation, reviews, now) {
  const words = [roleWords(activation)].filter((each) => each !== undefined);
  if (activation.effectiveFrom !== undefined) {
    words.push(since(activation.effectiveFrom, now));
    if (activation.requestedFrom !== undefined && activation.requestedFrom !== activation.effectiveFrom) {
      words.push(`asked for ${moment(activation.requestedFrom, now)}`);
    }
  }
  if (activation.subtasks) {
    words.push(`loaded in ${count(activation.loadMillis)} ms by ${plural(activation.subtasks, 'subtask')}`);
  }
  if (reviews) {
    words.push(`${plural(reviews, 'review')} with this version`);
  }
  return words.join(' · ');
}

export function showDeadLetters({ reasons }) {
  const sorted = [...reasons].sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
  const most = sorted[0]?.count ?? 1;
  write(byId('dead-letters-total'), count(sorted.reduce((sum, each) => sum + each.count, 0)));
  byId('letters-empty').hidden = sorted.length > 0;
  byId('letters').replaceChildren(...sorted.map((each) => {
    const bar = filled('letter-bar', each.count / most);
    const item = make('li', '',
      make('div', 'row', make('span', 'reason', each.reason), make('b', 'n', count(each.count))), bar);
    item.dataset.reason = each.reason;
    if (each.error !== undefined) {
      const place = make('span', '', `${each.partition}:${each.offset}`);
      place.title = 'partition:offset';
      item.append(make('p', 'detail', 'last: ', make('bdi', '', each.error), ` (${each.topic} `, place, ')'));
    }
    return item;
  }));
}

/** The words that moved a score most; the sign is told by the number, the colour only helps. */
function words(evidence) {
  return make('span', 'words', make('span', 'unseen', 'Words that moved the score: '),
    ...evidence.map(({ word, effect }) => make('span', effect > 0 ? 'up' : 'down',
      make('bdi', '', word), ` ${signed(effect)}`)));
}

export function showReviews({ newest }) {
  byId('newest-empty').hidden = newest.length > 0;
  write(byId('newest-note'), newest.length && newest.every((review) => review.text === undefined)
    ? 'the topic carries no texts (output.include-text)'
    : '');
  byId('newest').replaceChildren(...newest.map((review) => {
    const { sign, word } = LABELS[review.label];
    const bar = filled('score-bar', review.score);
    const product = make('bdi', 'product', review.productId);
    product.title = review.productId;
    const text = make('span', 'text');
    if (review.previousScore !== undefined) {
      text.append(make('em', '', `edited, was ${score(review.previousScore)}: `));
    }
    if (review.labelReason !== undefined) {
      text.append(make('em', '', make('bdi', '', review.labelReason), ': '));
    }
    text.append(review.text === undefined
      ? make('em', '', make('bdi', '', review.reviewId), `, ${review.knownTokens} of ${plural(review.tokens, 'token')} known`)
      : make('bdi', '', review.text || '(empty)'));
    text.title = review.text ?? review.reviewId;
    const at = make('time', '', time(review.scoredAt));
    at.dateTime = new Date(review.scoredAt).toISOString();
    at.title = `when its score was written; the review is of ${new Date(review.timestamp).toISOString()}`;
    const item = make('li', '',
      make('span', `label ${review.label.toLowerCase()}`, hidden(sign), word),
      make('span', 'score', score(review.score), bar),
      product, text, make('bdi', 'model', review.modelVersion), at);
    if (review.evidence !== undefined) {
      item.append(words(review.evidence));
    }
    item.dataset.review = review.reviewId;
    return item;
  }));
}
