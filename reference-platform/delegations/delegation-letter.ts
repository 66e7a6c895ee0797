import type { DelegationMoveKind, DelegationState } from '../../src/contracts/delegation-api.ts';
import type { Database } from '../database/open-database.ts';
import { type FaceRow, writtenMoment } from '../licence-files/licence-face.ts';
import {
  closeSheet,
  drawClosing,
  drawHeading,
  drawRows,
  drawTitle,
  openSheet,
} from '../licence-files/sheet.ts';
import { ServiceItemStore } from '../service-items/service-item-store.ts';
import type { DelegationMove, ToldDelegation } from './delegation-view.ts';

const states: Readonly<Record<DelegationState, string>> = {
  pending: '待确认',
  'part-accepted': '部分确认',
  accepted: '已生效',
  rejected: '已拒绝',
  expired: '已过期',
  cancelled: '已取消',
  withdrawn: '已撤回',
};

const happenings: Readonly<Record<DelegationMoveKind, string>> = {
  offered: '发起委托并同意',
  asked: '申请委托',
  scanned: '扫码接收',
  accept: '同意',
  reject: '拒绝',
  cancel: '取消',
  withdraw: '撤回委托',
  resign: '辞去代办',
  'time-over': '到期',
};

const sides: Readonly<Record<DelegationMove['side'], string>> = {
  principal: '委托人',
  agent: '代办人',
  window: '窗口',
  time: '系统',
};

/** What the codes of a scope are called. */
interface ScopeNames {
  readonly items: readonly string[];
  readonly licences: readonly string[];
  readonly windows: readonly string[];
}

/**
 * Draws the letter (授权委托书) of a delegation as it stands: who lets whom do what until when, and who agreed to it, with
 * the delegation's id as QR code. The same delegation gives the same bytes. It computes for a fraction of a second,
 * during which this process does nothing else.
 */
export async function drawDelegationLetter(
  db: Database,
  told: ToldDelegation,
): Promise<Uint8Array> {
  const { delegation, moves } = told;
  const madeAt = new Date(moves.at(-1)?.at ?? delegation.scope.validFrom);
  const sheet = await openSheet('授权委托书', delegation.id, madeAt);
  drawTitle(sheet, `电子委托书（仿真） · ${states[delegation.state]}`);
  drawRows(sheet, letterRows(told, await namesOf(db, told)));
  drawHeading(sheet, '确认记录');
  drawRows(sheet, moves.map(moveRow));
  drawClosing(sheet, '委托编号', delegation.id);
  return closeSheet(sheet);
}

function letterRows(
  { delegation: { principal, agent, scope, state, caseId } }: ToldDelegation,
  names: ScopeNames,
): readonly FaceRow[] {
  const isPerson = principal.type === 'person';
  return [
    { name: '委托人', value: principal.name },
    { name: isPerson ? '委托人身份号码' : '统一社会信用代码', value: principal.number },
    { name: '代办人', value: agent?.name ?? '' },
    { name: '代办人身份号码', value: agent?.idNumber ?? '' },
    { name: '委托类型', value: scope.kind === 'single' ? '单次委托' : '长期委托' },
    { name: '委托事项', value: names.items.join('；') },
    ...(caseId === undefined ? [] : [{ name: '申办流水号', value: caseId }]),
    { name: '可用证照', value: names.licences.join('；') },
    { name: '办理窗口', value: names.windows.join('；') || '本大厅任一窗口' },
    { name: '有效期自', value: writtenMoment(scope.validFrom) },
    { name: '有效期至', value: writtenMoment(scope.validUntil) },
    { name: '委托状态', value: states[state] },
  ];
}

function moveRow({ kind, side, at, state }: DelegationMove): FaceRow {
  return {
    name: writtenMoment(at),
    value: `${sides[side]} ${happenings[kind]}（${states[state]}）`,
  };
}

async function namesOf(
  db: Database,
  { delegation: { scope } }: ToldDelegation,
): Promise<ScopeNames> {
  const items = (await new ServiceItemStore(db).all()).filter(({ code }) =>
    scope.itemCodes.includes(code),
  );
  const licences = new Map(
    items.flatMap(({ licences }) =>
      licences.map(({ typeCode, name }) => [typeCode, name] as const),
    ),
  );
  const windows = await db
    .selectFrom('windows')
    .select('name')
    .where('id', 'in', scope.windowIds ?? [])
    .orderBy('id')
    .execute();
  return {
    items: items.map(({ name }) => name),
    licences: scope.licenceTypes.map((type) => licences.get(type) ?? type),
    windows: windows.map(({ name }) => name),
  };
}
