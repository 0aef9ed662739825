// Under the plot of the rate and on its axis: which model had which role when.
import { byId, ENDINGS, exactPercent, hidden, make, time } from './format.js';

const ROLES = { 'in force': 'model-strip', candidate: 'candidate-strip', shadow: 'shadow-strip' };
const WORD_WIDTH = 92;

export function showTimeline({ from, step, perSecond, models = [], endings = [] }, left, width) {
  const begin = from * 1000;
  const length = perSecond.length * step * 1000;
  const place = (instant) => Math.min(1, Math.max(0, (instant - begin) / length)) * width;

  const stretch = ({ role, version, share, from: start, to }) => {
    const shown = place(to) - place(start);
    const item = make('li', shown < 30 ? 'tight' : '', make('bdi', '', version));
    const inForce = role === 'in force';
    if (!inForce) {
      item.prepend(`${role} `);
      item.append(` · ${exactPercent(share)}`);
      item.style.backgroundSize = `100% ${100 * share}%`;
    }
    item.title = `${inForce ? '' : `${role} for ${exactPercent(share)}: `}${version}, ${time(start)} to ${time(to)}`;
    item.style.left = `${left + place(start)}px`;
    item.style.width = `${Math.max(2, shown - 2)}px`;
    return item;
  };
  for (const [role, id] of Object.entries(ROLES)) {
    const items = models.filter((each) => each.role === role).map(stretch);
    byId(id).replaceChildren(...items);
    byId(id).hidden = items.length === 0 && role !== 'in force';
  }

  byId('ending-strip').hidden = endings.length === 0;
  byId('ending-strip').replaceChildren(...endings.map(({ type, version, at }, i) => {
    const { sign, word } = ENDINGS[type];
    const next = i + 1 < endings.length ? place(endings[i + 1].at) : width;
    const room = next - place(at) > WORD_WIDTH;
    const item = make('li', '', hidden(sign, ' '), make('span', room ? '' : 'unseen', word));
    item.title = `${word} at ${time(at)}, then in force: ${version}`;
    item.dataset.type = type;
    item.style.left = `${left + place(at)}px`;
    return item;
  }));
}
