/** A report as text for a terminal: figures, budgets, peers, machine, notes. */

import { budgetOf, budgetText, isKept } from './budgets.js';
import { type BenchReport, isNotRun, type Machine, type Metrics } from './report.js';

export function reportText(report: BenchReport): string {
  const lines = [`${report.bench}  (${machineText(report.machine)})`];
  for (const [name, value] of Object.entries(report.metrics)) {
    lines.push(
      `  ${name.padEnd(28)}${figureText(value).padStart(14)}${verdict(report.bench, name, value)}`,
    );
  }
  lines.push('  peers');
  for (const [name, peer] of Object.entries(report.peers)) {
    lines.push(
      `    ${name.padEnd(26)}${isNotRun(peer) ? `not run: ${peer.notRun}` : peerText(peer)}`,
    );
  }
  lines.push('  notes', ...(report.notes ?? []).map((note) => `    ${note}`));
  return `${lines.join('\n')}\n`;
}

export function machineText(machine: Machine): string {
  const { cpu, cores, memoryGiB, node, os } = machine;
  return `${cpu}, ${cores} cores, ${memoryGiB} GiB, Node ${node.replace('v', '')}, ${os}`;
}

export function figureText(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: Math.abs(value) >= 1000 ? 0 : 3 });
}

function verdict(bench: string, metric: string, value: number): string {
  const budget = budgetOf(bench, metric);
  if (budget === null) return '';
  return `   ${isKept(budget, value) ? 'kept' : 'MISSED'}: ${budgetText(budget)}`;
}

export function peerText(peer: Metrics): string {
  return Object.entries(peer)
    .map(([name, value]) => `${name} ${figureText(value)}`)
    .join(', ');
}
