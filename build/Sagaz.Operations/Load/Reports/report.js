'use strict';
const report = JSON.parse(document.getElementById('data').textContent);
const stage = report.stages[report.stages.length - 1];
const main = document.getElementById('report');
main.replaceChildren();
const charts = [];

const make = (tag, attributes, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) node.setAttribute(name, value);
  node.append(...children.filter(child => child !== null && child !== undefined));
  return node;
};
const number = (value, digits = 2) => Number.isFinite(value) ? value.toLocaleString('en', { maximumFractionDigits: digits }) : '–';
const ms = figures => figures && figures.count ? number(figures.p99) : '–';
const section = (title, ...content) => main.append(make('h2', {}, title), ...content);
const table = (heads, rows) => make('div', { class: 'scroll' }, make('table', {},
  make('thead', {}, make('tr', {}, ...heads.map(([text, kind]) => make('th', kind ? { class: kind } : {}, text)))),
  make('tbody', {}, ...rows.map(row => make('tr', {}, ...row.map((cell, at) =>
    cell instanceof Node ? cell : make('td', heads[at][1] ? { class: heads[at][1] } : {}, String(cell))))))));

const words = { pass: 'passed', fail: 'failed', notRun: 'invalid' };
const passed = report.gates.filter(gate => gate.verdict === 'pass').length;
document.title = `LoadTest ${report.profile}: ${words[report.verdict]}`;
main.append(make('section', { class: `verdict ${report.verdict}`, id: 'verdict' },
  make('h1', {}, `LoadTest ${report.profile}: `, make('span', { class: report.verdict }, words[report.verdict])),
  make('p', {}, `${passed} of ${report.gates.length} gates passed. ${report.description}.`),
  report.invalid ? make('p', { class: 'fail' }, report.invalid) : null,
  make('p', { class: 'quiet' }, `${report.environment}, ${report.runtime}, ${new Date(report.startedAt).toISOString().slice(0, 19).replace('T', ' ')} UTC, run ${report.id}`)));

const tile = (label, value, hint) => make('div', { class: 'tile' }, make('span', { class: 'quiet' }, label), make('b', {}, value), make('span', { class: 'quiet' }, hint));
main.append(make('div', { class: 'tiles' },
  tile('requests', `${number(stage.throughput, 1)}/s`, stage.arrivals === 'closed' ? `closed loop, ${stage.connections} connections` : `${number(stage.rate, 1)}/s asked, ${stage.arrivals}`),
  stage.writes.count ? tile('writes p99', `${ms(stage.writes)} ms`, `p50 ${number(stage.writes.p50)} ms, ${number(stage.writes.count, 0)} transactions`) : '',
  stage.reads.count ? tile('queries p95', `${number(stage.reads.p95)} ms`, `p50 ${number(stage.reads.p50)} ms, ${number(stage.reads.count, 0)} queries`) : '',
  tile('replication lag p99', `${ms(stage.server.lag)} ms`, `max ${number(stage.server.lag.max, 1)} ms`),
  tile('failed, skipped', `${number(Object.values(stage.errors).reduce((sum, count) => sum + count, 0), 0)}, ${number(stage.skipped, 0)}`, `of ${number(stage.due, 0)} due`)));

section('Gates', table([['', ''], ['gate', ''], ['requires', 'wide'], ['measured', 'n'], ['limit', 'n'], ['evidence', 'wide']], report.gates.map(gate => [
  make('td', { class: gate.verdict }, gate.verdict === 'pass' ? '✓ pass' : gate.verdict === 'fail' ? '✗ fail' : '– not run'),
  gate.id, gate.title, `${gate.measured} ${gate.unit}`, `${gate.limit} ${gate.unit}`, [gate.detail, gate.source].filter(Boolean).join(' · ')])));

const color = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const bands = { hooks: { drawClear: [plot => {
  for (const mark of stage.operations) {
    const left = plot.valToPos(mark.begin, 'x', true);
    const width = Math.max(2, plot.valToPos(mark.end, 'x', true) - left);
    plot.ctx.fillStyle = color('--band');
    plot.ctx.fillRect(left, plot.bbox.top, width, plot.bbox.height);
    plot.ctx.fillStyle = color('--none');
    plot.ctx.textAlign = 'left';
    plot.ctx.fillText(mark.operation, left + 3, plot.bbox.top + 14 * devicePixelRatio);
  }
  if (stage.warmUpSeconds > 0) {
    plot.ctx.fillStyle = color('--line');
    plot.ctx.globalAlpha = 0.5;
    plot.ctx.fillRect(plot.bbox.left, plot.bbox.top, plot.valToPos(stage.warmUpSeconds, 'x', true) - plot.bbox.left, plot.bbox.height);
    plot.ctx.globalAlpha = 1;
  }
}] } };
const grid = make('div', { class: 'charts' });
const chart = (title, unit, data, names, options = {}) => {
  if (!data[0].length) return;
  const figure = make('figure', {}, make('figcaption', {}, title));
  grid.append(figure);
  const draw = () => {
    figure.querySelectorAll('.uplot').forEach(old => old.remove());
    const axis = { stroke: color('--quiet'), grid: { stroke: color('--line'), width: 1 }, ticks: { stroke: color('--line') } };
    const tones = ['--one', '--two', '--three', '--four'].map(color);
    new uPlot({
      width: Math.max(240, figure.clientWidth - 22), height: 240, plugins: options.x ? [] : [bands],
      scales: { x: { time: false, ...(options.x || {}) }, y: options.y || { range: (_, least, most) => [0, most > 0 ? most * 1.08 : 1] } },
      axes: [{ ...axis, ...(options.xAxis || { values: (_, ticks) => ticks.map(tick => `${tick} s`) }) }, { ...axis, size: 64, values: (_, ticks) => ticks.map(tick => tick === null ? '' : number(tick, 2)) }],
      series: [{ label: options.label || 'second', value: options.xValue || ((_, value) => number(value, 1)) },
        ...names.map((name, at) => ({ label: `${name}${unit ? `, ${unit}` : ''}`, stroke: tones[at % 4], width: 1.6, points: { show: false }, spanGaps: true, value: (_, value) => number(value) }))],
    }, data, figure);
  };
  charts.push(draw);
};
const percent = value => `${number(100 - 100 / value, 4)} %`;
const curves = Object.entries(report.curves);
if (curves.length) {
  const all = [...new Set(curves.flatMap(([, points]) => points.filter(point => point.percentile < 100).map(point => 1 / (1 - point.percentile / 100))))].sort((one, other) => one - other);
  const at = points => all.map(x => { const found = points.find(point => point.percentile < 100 && Math.abs(1 / (1 - point.percentile / 100) - x) < 1e-9); return found ? found.milliseconds : null; });
  chart('Latency by percentile', 'ms', [all, ...curves.map(([, points]) => at(points))], curves.map(([name]) => name),
    { x: { distr: 3, log: 10 }, label: 'percentile', xAxis: { values: (_, ticks) => ticks.map(tick => [1, 10, 100, 1000, 10000, 100000].includes(tick) ? percent(tick) : '') }, xValue: (_, value) => value ? percent(value) : '–' });
}
const seconds = stage.series.map(second => second.at);
chart('Latency over time', 'ms', [seconds, stage.series.map(it => it.p50), stage.series.map(it => it.p99), stage.series.map(it => it.max)], ['p50', 'p99', 'max']);
chart('Throughput', 'per second', [seconds, stage.series.map(it => it.done), stage.series.map(it => it.due), stage.series.map(it => it.errors + it.skipped)], ['done', 'due', 'failed or skipped']);
const looks = stage.server.samples;
const replicas = [...new Set(looks.flatMap(look => Object.keys(look.lagMs)))];
if (replicas.length) chart('Replication lag', 'ms', [looks.map(look => look.at), ...replicas.map(replica => looks.map(look => look.lagMs[replica] ?? null))], replicas);
const slow = looks.filter((_, at) => at % 10 === 0);
chart('WAL written', 'MiB per second', [slow.map(look => look.at), slow.map((look, at) => { const near = looks.slice(at * 10, at * 10 + 10); return near.reduce((sum, it) => sum + it.walBytesPerSecond, 0) / near.length / 1048576; })], ['WAL']);
for (const pool of ['rw', 'ro']) {
  const seen = stage.server.pools.filter(sample => sample.pool === pool);
  chart(`pgbouncer-${pool}`, '', [seen.map(it => it.at), seen.map(it => it.activeClients), seen.map(it => it.waitingClients), seen.map(it => it.activeServers), seen.map(it => it.idleServers)], ['clients served', 'clients waiting', 'servers busy', 'servers idle']);
}
if (report.capacity.length) chart('Closed loop: throughput by connections', '', [report.capacity.map(it => it.connections), report.capacity.map(it => it.perSecond), report.capacity.map(it => it.p99)], ['requests per second', 'p99 ms'], { x: {}, label: 'connections', xAxis: {} });
section('Charts', make('p', { class: 'quiet' }, `${stage.name}: ${number(stage.seconds, 0)} s after ${number(stage.warmUpSeconds, 0)} s of warm-up (grey), latency from the moment each request was due.`), grid);

const parts = [['scheduleLag', 'late begin', '--two'], ['poolWait', 'wait for a server', '--three'], ['execution', 'statements', '--one'], ['commit', 'commit, replica, proxy', '--four'], ['network', 'network and client', '--quiet']];
if (stage.server.split.length) section('Where the time goes', make('p', { class: 'quiet key' }, 'Mean of one transaction or query.', ...parts.map(([, name, tone]) => make('span', {}, make('i', { style: `background: var(${tone})` }), name))),
  ...stage.server.split.flatMap(split => {
    const whole = parts.reduce((sum, [key]) => sum + split[key], 0);
    return [make('p', {}, `pgbouncer-${split.pool}: ${number(whole)} ms = ${parts.map(([key, name]) => `${name} ${number(split[key])}`).join(' + ')}`),
      make('div', { class: 'bar' }, ...parts.map(([key, name, tone]) => make('span', { style: `flex: ${split[key]}; background: var(${tone})`, title: name })))];
  }));

const figures = it => [number(it.count, 0), number(it.p50), number(it.p90), number(it.p99), number(it.p999), number(it.p9999), number(it.max)];
const columns = ['n', 'p50', 'p90', 'p99', 'p99.9', 'p99.99', 'max'].map(name => [name, 'n']);
section('Steps, ms', table([['step', ''], ...columns], stage.steps.flatMap(step => [
  [make('td', {}, make('b', {}, step.name)), ...figures(step.latency)],
  [`${step.name}, from its real begin`, ...figures(step.service)],
  ...Object.entries(step.roundTrips).map(([name, it]) => [`· ${name}`, ...figures(it)])]).concat([['begin late', ...figures(stage.scheduleLag)], ['event until claimed', ...figures(stage.server.outboxAge)]])));

if (report.stages.length > 1) section('Stages', table([['stage', ''], ['asked/s', 'n'], ['done/s', 'n'], ['writes p50', 'n'], ['p99', 'n'], ['p99.9', 'n'], ['max', 'n'], ['reads p95', 'n'], ['failed', 'n'], ['skipped', 'n']], report.stages.map(it =>
  [it.name, number(it.rate, 1), number(it.throughput, 1), number(it.writes.p50), number(it.writes.p99), number(it.writes.p999), number(it.writes.max), number(it.reads.p95), number(Object.values(it.errors).reduce((sum, count) => sum + count, 0), 0), number(it.skipped, 0)])));
if (stage.operations.length) section('Operations', table([['operation', ''], ['began', 'n'], ['took', 'n'], ['writes p50', 'n'], ['p99', 'n'], ['max', 'n'], ['failed writes, reads', 'n'], ['', '']], stage.operations.map(it =>
  [it.operation, `${number(it.begin, 1)} s`, `${number(it.end - it.begin, 2)} s`, number(it.writes.p50), number(it.writes.p99), number(it.writes.max), `${it.writeErrors}, ${it.readErrors}`, it.failure || 'ended well'])));
if (report.knee) section('Capacity', make('p', {}, `Knee at ${report.knee.connections} connections: ${number(report.knee.perSecond, 0)} requests and ${number(report.knee.eventsPerSecond, 0)} events a second, p99 ${number(report.knee.p99)} ms.`),
  table([['connections', 'n'], ['requests/s', 'n'], ['events/s', 'n'], ['p50 ms', 'n'], ['p99 ms', 'n']], report.capacity.map(it => [it.connections, number(it.perSecond, 0), number(it.eventsPerSecond, 0), number(it.p50), number(it.p99)])));
if (report.prices.length) section('What durability costs', table([['a commit waits for', ''], ['requests/s', 'n'], ['p50 ms', 'n'], ['p99 ms', 'n']], report.prices.map(it => [it.level, number(it.perSecond, 0), number(it.p50), number(it.p99)])));
if (report.comparison.length) section('Compared', make('p', { class: 'quiet' }, report.differences.length ? `The earlier run differs: ${report.differences.join('; ')}.` : 'The earlier run had the same configuration.'), table([['figure', ''], ['before', 'n'], ['now', 'n'], ['noise', 'n'], ['', '']], report.comparison.map(it =>
  [`${it.name}, ${it.unit}`, number(it.before), number(it.now), `±${number(it.band)}`, it.isRegression ? make('td', { class: 'fail' }, 'regression') : make('td', { class: 'pass' }, 'within noise')])));
if (stage.server.statements.length) section('Statements that cost most', table([['on', ''], ['calls', 'n'], ['mean ms', 'n'], ['total s', 'n'], ['statement', '']], stage.server.statements.map(it =>
  [it.member, number(it.calls, 0), number(it.totalMs / it.calls, 3), number(it.totalMs / 1000), make('td', {}, make('code', {}, it.query))])));
const waits = Object.entries(stage.server.waits);
if (waits.length) section('What sessions waited for', table([['wait', ''], ['seen', 'n']], waits.slice(0, 12).map(([name, count]) => [name, number(count, 0)])));
const generator = stage.generator;
section('Setup', table([['', ''], ['', '']], [...Object.entries(report.setup), ['configuration hash', report.configurationHash], ['checkpoints, WAL', `${stage.server.checkpoints ?? '–'}, ${number(stage.server.walBytes / 1048576, 1)} MiB`],
  ['generator', `CPU ${number(generator.cpuPercent)} % of the machine, ${number(generator.cpuMsPerRequest, 3)} ms a request, GC ${number(generator.garbageCollectionPercent, 2)} %, idle clients late p99 ${number(generator.lateness.p99)} ms`]]),
  make('p', {}, 'Raw data: ', ...report.files.flatMap(file => [make('a', { href: file }, file), ' '])));

const drawAll = () => charts.forEach(draw => draw());
drawAll();
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll);
let width = innerWidth;
addEventListener('resize', () => { if (innerWidth !== width) { width = innerWidth; drawAll(); } });
document.documentElement.dataset.ready = 'true';
