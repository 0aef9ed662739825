// The three kinds of charts, drawn by uPlot.
import { count, make, minute, perSecond, time } from './format.js';

const scheme = matchMedia('(prefers-color-scheme: dark)');
const charts = new Set();
let colours = {};

function readColours() {
  const style = getComputedStyle(document.documentElement);
  const read = (name) => style.getPropertyValue(`--${name}`).trim();
  colours = {
    ink: read('ink'),
    soft: read('soft'),
    line: read('line'),
    accent: read('accent'),
    fill: read('accent-fill'),
    font: `11px ${getComputedStyle(document.body).fontFamily}`,
  };
}
readColours();
scheme.addEventListener('change', () => {
  readColours();
  charts.forEach((chart) => chart.redraw());
});

const soft = () => colours.soft;
const axis = (more) => ({
  stroke: soft,
  font: colours.font,
  grid: { stroke: () => colours.line, width: 1 },
  ticks: { show: false },
  ...more,
});

/** A chart that fills its place. */
function chart(place, options, data) {
  const size = () => ({ width: Math.max(60, place.clientWidth), height: place.clientHeight });
  const plot = new uPlot({ legend: { show: false }, ...size(), ...options }, data, place);
  charts.add(plot);
  const observer = new ResizeObserver(() => plot.setSize(size()));
  observer.observe(place);
  plot.end = () => {
    observer.disconnect();
    charts.delete(plot);
    plot.destroy();
  };
  return plot;
}

/** Shows under the pointer what `words(index)` says. */
function tip(place, words) {
  const label = make('span', 'tip');
  label.hidden = true;
  place.append(label);
  return (plot) => {
    label.hidden = plot.cursor.idx == null || plot.cursor.left < 0;
    if (!label.hidden) {
      label.textContent = words(plot, plot.cursor.idx);
    }
  };
}

const cursor = { y: false, drag: { x: false, y: false }, points: { size: 6 } };

/**
 * Reviews a second, with a line where the model changes. `onDraw(left, width)` is told where the
 * plot lies, in CSS pixels, whenever it is drawn.
 */
export function rateChart(place, onDraw) {
  let swaps = [];
  const drawSwaps = (plot) => {
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.strokeStyle = colours.ink;
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash([4 * devicePixelRatio, 3 * devicePixelRatio]);
    for (const at of swaps) {
      const x = Math.round(plot.valToPos(at, 'x', true));
      if (x >= bbox.left && x <= bbox.left + bbox.width) {
        ctx.beginPath();
        ctx.moveTo(x, bbox.top);
        ctx.lineTo(x, bbox.top + bbox.height);
        ctx.stroke();
      }
    }
    ctx.restore();
    onDraw(plot.over.offsetLeft, plot.over.clientWidth);
  };
  const showTip = tip(place, (plot, i) =>
    `${time(plot.data[0][i] * 1000)}  ${perSecond(plot.data[1][i] ?? 0)} a second`);
  const plot = chart(place, {
    padding: [8, 22, 0, 0],
    cursor,
    scales: { y: { range: (u, low, high) => [0, Math.max(1, high * 1.1)] } },
    axes: [
      axis({
        size: 24,
        space: 70,
        grid: { show: false },
        values: (u, splits) => {
          const short = splits.every((at) => at % 60 === 0);
          return splits.map((at) => (short ? minute : time)(at * 1000));
        },
      }),
      axis({ size: 38, space: 34, values: (u, splits) => splits.map((value) => Number.isInteger(value) ? count(value) : value.toFixed(1)) }),
    ],
    series: [{}, {
      stroke: () => colours.accent,
      fill: () => colours.fill,
      width: 1.5,
      paths: uPlot.paths.stepped({ align: 1 }),
      points: { show: false },
    }],
    hooks: { draw: [drawSwaps], setCursor: [showTip] },
  }, [[], []]);
  return {
    update(times, values, swapTimes) {
      swaps = swapTimes;
      plot.setData([times, values]);
    },
  };
}

/** Counts of scores, by tenths. */
export function scoreChart(place) {
  const drawCounts = (plot) => {
    const { ctx } = plot;
    ctx.save();
    ctx.fillStyle = colours.ink;
    ctx.font = colours.font.replace('11px', `${11 * devicePixelRatio}px`);
    ctx.textAlign = 'center';
    ctx.textBaseline = 'bottom';
    plot.data[1].forEach((value, i) => {
      if (value) {
        const x = plot.valToPos(plot.data[0][i], 'x', true);
        ctx.fillText(count(value), x, plot.valToPos(value, 'y', true) - 2 * devicePixelRatio);
      }
    });
    ctx.restore();
  };
  const plot = chart(place, {
    padding: [10, 10, 0, 10],
    cursor: { show: false },
    scales: {
      x: { time: false, range: () => [0, 1] },
      y: { range: (u, low, high) => [0, Math.max(1, high * 1.08)] },
    },
    axes: [
      axis({
        size: 22,
        grid: { show: false },
        splits: () => [0, 0.2, 0.4, 0.6, 0.8, 1],
        values: (u, splits) => splits.map(String),
      }),
      { show: false },
    ],
    series: [{}, {
      stroke: () => colours.accent,
      fill: () => colours.fill,
      width: 1,
      paths: uPlot.paths.bars({ size: [0.84, 90] }),
      points: { show: false },
    }],
    hooks: { draw: [drawCounts] },
  }, [Array.from({ length: 10 }, (_, i) => (i + 0.5) / 10), new Array(10).fill(0)]);
  return {
    update: (bins) => plot.setData([plot.data[0], bins]),
  };
}

/** One product's share, from 0 to 1. */
export function shareChart(place) {
  const drawHalf = (plot) => {
    const { ctx, bbox } = plot;
    const y = Math.round(plot.valToPos(0.5, 'y', true));
    ctx.save();
    ctx.strokeStyle = colours.soft;
    ctx.globalAlpha = 0.7;
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash([2 * devicePixelRatio, 3 * devicePixelRatio]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    ctx.restore();
  };
  const plot = chart(place, {
    padding: [4, 4, 4, 4],
    cursor: { show: false },
    scales: {
      x: { range: (u, low, high) => (low === high ? [low - 1, high + 1] : [low, high]) },
      y: { range: () => [0, 1] },
    },
    axes: [{ show: false }, { show: false }],
    series: [{}, {
      stroke: () => colours.accent,
      fill: () => colours.fill,
      width: 1.5,
      spanGaps: true,
      points: { show: (u) => u.data[0].length <= 24, size: 4, fill: () => colours.accent },
    }],
    hooks: { drawClear: [drawHalf] },
  }, [[], []]);
  return {
    update: (times, shares) => plot.setData([times, shares]),
    end: () => plot.end(),
  };
}
