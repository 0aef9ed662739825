// Share positive per product, and the products that turn sour.
import { shareChart } from './charts.js';
import { byId, count, make, minute, numbers, percent, plural, table, time, write } from './format.js';

const cells = new Map();
let latest = { windows: [], courses: [], souring: [] };

const share = (course) => (course.count ? course.positive / course.count : 0);

/** Where some may be missing, between how many there are. */
const reviews = ({ count: known, missing }) =>
  (missing ? `${count(known)} to ${count(known + missing)}` : count(known));

const fillNumbers = numbers(byId('products-numbers'), () => table(
  ['Product', 'Reviews', 'Positive', 'Share'],
  latest.courses.map((course) =>
    [course.productId, reviews(course), count(course.positive), percent(share(course))])));

function cell(course) {
  const name = make('bdi', '', course.productId);
  name.title = course.productId;
  const now = make('b', 'share');
  const place = make('div', 'spark');
  place.setAttribute('role', 'img');
  const note = make('small', '');
  const element = make('li', '', make('div', 'product-head', name, now), place, note);
  element.dataset.product = course.productId;
  return { element, now, place, note, chart: null };
}

function showCourses({ windows, courses }) {
  const names = new Set(courses.map((course) => course.productId));
  for (const [name, old] of cells) {
    if (!names.has(name)) {
      old.chart?.end();
      old.element.remove();
      cells.delete(name);
    }
  }
  const times = windows.map((start) => start / 1000);
  courses.forEach((course, i) => {
    let each = cells.get(course.productId);
    const list = byId('products');
    if (!each) {
      each = cell(course);
      cells.set(course.productId, each);
    }
    if (list.children[i] !== each.element) {
      list.insertBefore(each.element, list.children[i] ?? null);
    }
    each.chart ??= shareChart(each.place);
    each.chart.update(times, course.shares);
    const known = course.shares.filter((value) => value !== null);
    write(each.now, percent(share(course)));
    write(each.note, `${count(course.positive)} of ${plural(course.count, 'review')}`
      + (course.missing ? `, up to ${count(course.missing)} more before` : ''));
    each.place.setAttribute('aria-label',
      `${course.productId}: by window ${known.slice(-8).map(percent).join(', ')}`);
  });
}

function showSouring({ souring, newestThird, windows, minReviews }) {
  const rows = souring.map((change) => {
    const name = make('th', '', make('bdi', '', change.productId));
    name.scope = 'row';
    const points = Math.round(change.before * 100) - Math.round(change.after * 100);
    const fall = make('span', '', '▼');
    fall.setAttribute('aria-hidden', 'true');
    return make('tr', '',
      name,
      make('td', 'n', `${percent(change.before)} → ${percent(change.after)}`,
        make('small', '', `${count(change.countBefore)} → ${plural(change.countAfter, 'review')}`)),
      make('td', 'n fall', fall, ` −${plural(points, 'point')}`));
  });
  byId('sour').tBodies[0].replaceChildren(...rows);
  byId('sour').hidden = rows.length === 0;
  byId('sour-empty').hidden = rows.length > 0;
  write(byId('sour-empty'), newestThird === undefined
    ? 'It takes two windows to tell.'
    : `No product with ${minReviews} reviews or more on either side has turned sour by more than chance explains.`);
  write(byId('sour-span'), newestThird === undefined
    ? ''
    : `largest fall first: since ${time(newestThird)} against ${time(windows[0])} until then`);
}

export function showProducts(section) {
  latest = section;
  byId('products-empty').hidden = section.courses.length > 0;
  byId('products-numbers').hidden = section.courses.length === 0;
  write(byId('products-left'), section.leftOut === undefined
    ? ''
    : `More than ${count(section.remembered)} products were reviewed. Those with fewest reviews are left out:`
      + ` each has ${count(section.leftOut)} at most.`
      + ' For turning sour, those count of which no review is missing.');
  const { windows } = section;
  write(byId('products-span'), windows.length > 1
    ? `· ${minute(windows[0])} to ${minute(windows[windows.length - 1])}`
    : '');
  showCourses(section);
  showSouring(section);
  fillNumbers();
}
