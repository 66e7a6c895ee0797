import { foodLicenceItem } from '../../reference-platform/seed/items/food-licence-item.ts';
import type { LicenceSummary } from '../../src/domain/licence.ts';
import type { Material, ServiceItem } from '../../src/domain/service-item.ts';
import { decideWaiverList, type WaiverQuestion } from '../../src/domain/waiver-list.ts';
import type { BenchResult } from './bench-result.ts';
import { percentile } from './percentile.ts';

const materials = 20;
const licencesPerType = 3;
const runs = 5_000;
const warmUps = 500;
const limitMs = 2;

/**
 * The 免证清单 of an item of twenty materials, each replaced by any of three licences, for somebody with sixty licences of
 * these types, good and bad; the peer is reading and writing the same question as JSON, which is what it costs to hand
 * it to a service.
 */
export async function waiverListBenchmark(): Promise<readonly BenchResult[]> {
  const question = questionOf(largeItem());
  const ours = percentile(
    times(() => decideWaiverList(question)),
    0.99,
  );
  const peer = percentile(
    times(() => JSON.parse(JSON.stringify(question))),
    0.99,
  );
  const { lines } = decideWaiverList(question);
  const waived = lines.filter(({ status }) => status === 'waived-by-licence').length;
  return [
    {
      id: 'W1',
      name: 'waiver-list',
      ours: {
        label: `p99 of ${runs}, ${lines.length} materials × ${question.licences.length} licences, ${waived} waived`,
        value: ours,
        unit: 'ms',
      },
      peer: { label: 'p99 of the question through JSON and back', value: peer, unit: 'ms' },
      ratio: ours / peer,
      limit: `≤ ${limitMs} ms`,
      pass: ours <= limitMs && lines.length === materials,
    },
  ];
}

function times(work: () => unknown): number[] {
  for (let run = 0; run < warmUps; run += 1) work();
  return Array.from({ length: runs }, () => {
    const startedAt = performance.now();
    work();
    return performance.now() - startedAt;
  });
}

const typeOf = (number: number): string => `type ${number % materials}`;

function largeItem(): ServiceItem {
  const [need] = foodLicenceItem.licences;
  if (need === undefined) throw new Error('the item needs no licence');
  const numbers = Array.from({ length: materials }, (_, number) => number);
  return {
    ...foodLicenceItem,
    licences: numbers.map((number) => ({
      ...need,
      typeCode: typeOf(number),
      basis: 'consent' as const,
      minimumTrust: 'B' as const,
      verdicts: { several: 'warn', expired: 'warn' } as const,
    })),
    materials: numbers.map(
      (number): Material => ({
        code: `material ${number}`,
        name: `材料${number}`,
        replacedBy: typeOf(number),
        orReplacedBy: [typeOf(number + 1), typeOf(number + 2)],
        isDeferrable: true,
        isCheckable: true,
      }),
    ),
  };
}

/** Of each type one licence that has expired, one that was replaced, and one that may do. */
function questionOf(item: ServiceItem): WaiverQuestion {
  const licences = Array.from({ length: materials * licencesPerType }, (_, number) => {
    const kind = number % licencesPerType;
    const licence: LicenceSummary = {
      licenceCode: `licence ${number}`,
      typeCode: typeOf(Math.floor(number / licencesPerType)),
      name: '证照',
      issuer: '佛山市样例局',
      status: kind === 1 ? 'ABOLISHED' : 'ISSUED',
      validFrom: '2015-01-01',
      validTo: kind === 0 ? '2026-01-01' : '2030-01-01',
      holderMasked: '佛***司',
      heldByApplicant: true,
      trustLevel: number % 5 === 0 ? 'C' : 'A',
      ...(kind === 1 ? { supersededBy: `licence ${number + 1}` } : {}),
    };
    return licence;
  });
  return {
    item,
    variant: item.variants[0]?.code ?? '',
    subjectType: 'enterprise',
    sources: { identityCards: [], hasDelegation: false, holders: { applicant: 1 } },
    licences,
    handedInOtherwise: [typeOf(0)],
    settled: [],
    today: '2026-11-24',
  };
}
