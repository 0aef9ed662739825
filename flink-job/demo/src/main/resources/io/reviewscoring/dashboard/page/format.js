// Numbers, times and elements. Texts reach the page as text nodes only.
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const minutes = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const grouped = new Intl.NumberFormat('en-GB');

export const count = (number) => grouped.format(number);

export const percent = (share) => `${Math.round(share * 100)} %`;

/** With one digit behind the point. */
export const finePercent = (share) => `${(share * 100).toFixed(1)} %`;

/** A share that somebody chose, with no digit more than it has. */
export const exactPercent = (share) => `${Number((share * 100).toFixed(6))} %`;

export const score = (value) => value.toFixed(2);

/** A difference of scores. */
export const signed = (value) => `${value > 0 ? '+' : value < 0 ? '−' : ''}${Math.abs(value).toFixed(3)}`;

export const perSecond = (value) =>
  value >= 100 ? grouped.format(Math.round(value)) : value.toFixed(1);

export const time = (millis) => clock.format(millis);

export const minute = (millis) => minutes.format(millis);

/** A time near another one as the time of day, others with their day. */
export function moment(millis, now) {
  const text = clock.format(millis);
  return Math.abs(now - millis) < 12 * 3600_000 ? text : `${day.format(millis)}, ${text}`;
}

/** A length of time in words. */
export function span(millis) {
  const seconds = Math.max(0, Math.round(millis / 1000));
  if (seconds < 60) {
    return `${seconds} s`;
  }
  if (seconds < 3600) {
    return `${Math.floor(seconds / 60)} min`;
  }
  return seconds < 48 * 3600 ? `${Math.floor(seconds / 3600)} h` : `${Math.floor(seconds / 86400)} days`;
}

export const plural = (number, word) => `${count(number)} ${word}${number === 1 ? '' : 's'}`;

export const LABELS = {
  POSITIVE: { sign: '▲', word: 'Positive' },
  UNCERTAIN: { sign: '◆', word: 'Uncertain' },
  NEGATIVE: { sign: '▼', word: 'Negative' },
};

/** What ends an experiment. */
export const ENDINGS = {
  PROMOTE: { sign: '⇧', word: 'promoted' },
  END: { sign: '■', word: 'ended' },
  ROLLBACK: { sign: '↶', word: 'rolled back' },
};

export const byId = (id) => document.getElementById(id);

/** Writes a text where it differs, so that nothing is drawn or read out anew in vain. */
export function write(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** An element with a class and children; strings become text nodes. */
export function make(tag, className, ...children) {
  const element = document.createElement(tag);
  if (className) {
    element.className = className;
  }
  element.append(...children);
  return element;
}

/** Something that only the eye needs. */
export function hidden(...children) {
  const element = make('span', '', ...children);
  element.setAttribute('aria-hidden', 'true');
  return element;
}

/** A table from a heading row and rows, the first column as row headings. */
export function table(headings, rows) {
  const head = make('tr', '', ...headings.map((text, i) => {
    const cell = make('th', i ? 'n' : '', text);
    cell.scope = 'col';
    return cell;
  }));
  const body = rows.map((row) => make('tr', '', ...row.map((text, i) => {
    const cell = make(i ? 'td' : 'th', i ? 'n' : '', i ? text : make('bdi', '', text));
    if (!i) {
      cell.scope = 'row';
    }
    return cell;
  })));
  return make('table', '', make('thead', '', head), make('tbody', '', ...body));
}

/** Keeps a chart's table up to date while it is open. */
export function numbers(details, render) {
  const place = details.querySelector('.numbers');
  const fill = () => details.open && place.replaceChildren(render());
  details.addEventListener('toggle', fill);
  return fill;
}
