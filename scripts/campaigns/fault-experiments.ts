/** What a proof needs that not every machine has. */
export type Means = 'small disk' | 'strace';

/** What shows that a fault is survived: a test by its title, or a campaign. Without its means it cannot be tried. */
export type Proof = (
  | { readonly file: string; readonly title: string }
  | { readonly campaign: 'chaos' | 'torn logs' | 'syncs' | 'bit flips' }
) & { readonly needs?: Means };

/** A fault, and all that shows that it is survived. */
export interface FaultExperiment {
  readonly id: string;
  readonly what: string;
  readonly proofs: readonly Proof[];
}

const test = (file: string, title: string, needs?: Means): Proof => ({
  file,
  title,
  ...(needs === undefined ? {} : { needs }),
});

const model = test(
  'main/sync/outbox.model.test.ts',
  'whatever happens to workstation, network and platform, each case is at the platform, once, in order',
);
const anyDamage = test(
  'main/storage/salvage/open-or-salvage.test.ts',
  'gives back what is right and tells of the rest, whatever happens to the database',
);

/** Every fault that `npm run test:faults` tries. A title stands for all tests of its file that have it. */
export const faultExperiments: readonly FaultExperiment[] = [
  {
    id: 'X1',
    what: '随时强杀 SIGKILL at random times',
    proofs: [
      { campaign: 'chaos' },
      test(
        'main/storage/database.test.ts',
        'keeps every reported commit when the process is killed',
      ),
      test(
        'tests/e2e/resume.e2e.ts',
        'the power goes at every transition of a case: it is where it was each time, and is received once',
      ),
    ],
  },
  {
    id: 'X2',
    what: '在每次写入处强杀 killed at every write',
    proofs: [
      test(
        'main/storage/killed-commit.test.ts',
        'leaves every confirmed commit whole and nothing of the next, wherever it is killed',
      ),
      test(
        'main/storage/salvage/salvage-database.test.ts',
        'ends the same way wherever it is killed',
      ),
      test(
        'main/storage/migrations.test.ts',
        'is at the old schema or the newest, and never between, wherever it is killed (X34)',
      ),
    ],
  },
  { id: 'X3', what: '断电撕裂日志 torn logs', proofs: [{ campaign: 'torn logs' }] },
  {
    id: 'X4',
    what: '每次确认前落盘 a sync per write',
    proofs: [{ campaign: 'syncs', needs: 'strace' }],
  },
  {
    id: 'X5',
    what: '磁盘写满 disk full',
    proofs: [
      test(
        'main/storage/full-disk.test.ts',
        'lets nothing happen by halves, and everything happen once there is room',
      ),
      test(
        'main/storage/full-disk.test.ts',
        'is opened with the room of the reserve, and is a failure where there is none',
        'small disk',
      ),
      test(
        'main/storage/full-disk.test.ts',
        'is told at once, gets the reserve, and gives it back (real disk: as root on Linux)',
        'small disk',
      ),
      test(
        'tests/e2e/damage.e2e.ts',
        'a disk that is full while the form is filled is told within a second, and the case is finished all the same (as root on Linux)',
        'small disk',
      ),
    ],
  },
  {
    id: 'X6',
    what: '数据库损坏 database damaged',
    proofs: [
      anyDamage,
      { campaign: 'bit flips' },
      test(
        'tests/e2e/damage.e2e.ts',
        'a damaged database is repaired at the start: what can be read is there, what waited is sent, and the clerk is told',
      ),
    ],
  },
  {
    id: 'X7',
    what: '密钥库丢失或更换 secret store lost',
    proofs: [
      test(
        'main/storage/master-key.test.ts',
        'says so when the secret store has changed, by its name or by its contents',
      ),
      test(
        'tests/e2e/damage.e2e.ts',
        'without its secret store the counter changes nothing, says who has to act, and has everything when it is back',
      ),
    ],
  },
  {
    id: 'X8',
    what: '文件只读或被占用 read-only or locked',
    proofs: [
      test(
        'main/storage/unavailable-storage.test.ts',
        'says so when another program holds the file, and opens when it lets go',
      ),
      test(
        'main/storage/unavailable-storage.test.ts',
        'says so when its disk is read-only, and has everything when it is not (as root on Linux)',
        'small disk',
      ),
      test(
        'tests/e2e/damage.e2e.ts',
        'a counter whose database another program holds says so, stays as it is, and works once it has been let go',
      ),
    ],
  },
  { id: 'X9', what: '三成以上坏应答 bad answers', proofs: [model, { campaign: 'chaos' }] },
  {
    id: 'X10',
    what: '提交后应答丢失 answer lost',
    proofs: [
      test(
        'main/sync/outbox-drain.test.ts',
        'an answer lost after the platform took the case is asked for again, and there is one case',
      ),
    ],
  },
  {
    id: 'X11',
    what: '重复与乱序 duplicates, reordering',
    proofs: [
      model,
      test('reference-platform/cases/batches.test.ts', 'a batch is processed up to a gap'),
    ],
  },
  {
    id: 'X12',
    what: '平台从备份恢复 platform restored',
    proofs: [
      model,
      test(
        'reference-platform/misbehaviour/world-switches.test.ts',
        'restoreSnapshot: what came after the snapshot is gone, and workstations can see it',
      ),
      test(
        'main/sync/restored-outbox.test.ts',
        'what was sent after the backup, and is sent again out of it, is received once and keeps its number',
      ),
    ],
  },
  {
    id: 'X13',
    what: '毒消息 poison message',
    proofs: [
      model,
      test(
        'reference-platform/cases/batches.test.ts',
        'an event that is not understood is rejected by itself, and all others are processed (X13)',
      ),
      test(
        'main/sync/outbox-drain.test.ts',
        'a case that the platform rejects is back at its form, with the reason',
      ),
    ],
  },
  {
    id: 'X14',
    what: '时钟跳变 clock jumps',
    proofs: [
      model,
      test(
        'main/storage/lease-store.test.ts',
        'ends at its end, for good, whatever the clock says afterwards',
      ),
    ],
  },
  {
    id: 'X15',
    what: '断网期间令牌到期 token expires in the outage',
    proofs: [
      test(
        'main/sync/token-ends-in-outage.test.ts',
        'a token that ends in an outage is renewed once afterwards, and the outbox drains (X15)',
      ),
    ],
  },
  {
    id: 'X25',
    what: '启动两次 two instances',
    proofs: [
      test('tests/e2e/security.e2e.ts', 'a second start goes to the first one’s window and ends'),
    ],
  },
  {
    id: 'X29',
    what: '磁盘上无可读信息 nothing readable on disk',
    proofs: [
      test(
        'tests/e2e/nothing-readable.e2e.ts',
        'after a code, papers, photographs, a case without the network, a power cut and a good end, nothing on the disk can be read',
      ),
      test(
        'tests/e2e/security.e2e.ts',
        'no process of the application leaves its memory in a crash dump (Linux)',
      ),
    ],
  },
  {
    id: 'X30',
    what: '换人时有未发件 clerk changes with an unsent outbox',
    proofs: [
      test(
        'tests/e2e/supervisor-outbox.e2e.ts',
        'a supervisor gives what was sent back to a clerk who is there, and others see counts',
      ),
    ],
  },
  {
    id: 'X32',
    what: '冒用令牌或他台案件 stolen token, another’s case',
    proofs: [
      test(
        'reference-platform/cases/batches.test.ts',
        'workstations cannot take or see the cases of others',
      ),
      test(
        'reference-platform/sessions/refresh.test.ts',
        'a made-up refresh token opens nothing, and ends no session but the one it names',
      ),
      test(
        'reference-platform/workstations/admission.test.ts',
        'nothing of an enrolled workstation goes unsigned',
      ),
      test(
        'reference-platform/workstations/admission.test.ts',
        'a workstation that is signed for by another is refused, and its session goes on',
      ),
      test(
        'tests/e2e/enrolment.e2e.ts',
        'a new counter enrols by a code, receives a whole case, is revoked, and enrols anew',
      ),
    ],
  },
  {
    id: 'X34',
    what: '迁移中强杀 migration killed',
    proofs: [
      test(
        'main/storage/migrations.test.ts',
        'is at the old schema or the newest, and never between, wherever it is killed (X34)',
      ),
    ],
  },
  {
    id: 'X35',
    what: '推送不实 push lies',
    proofs: [
      test(
        'reference-platform/misbehaviour/push-faults.test.ts',
        'hintsLost: a hint does not come, the change is there nevertheless',
      ),
      test(
        'reference-platform/misbehaviour/push-faults.test.ts',
        'hintsDoubled: a hint comes twice',
      ),
      test(
        'reference-platform/misbehaviour/push-faults.test.ts',
        'hintsLate: a hint comes late, its change does not',
      ),
      test(
        'main/sync/change-feed.test.ts',
        'hints that come twice, late or not at all, and a cursor of before, cost no change and bring none twice',
      ),
      test(
        'reference-platform/cases/batches.test.ts',
        'changes go on from a cursor, and start over from one of another platform',
      ),
      test(
        'main/sync/change-feed.test.ts',
        'a number whose answer was lost is heard from the changes, and nothing is heard twice',
      ),
    ],
  },
  {
    id: 'X36',
    what: '长时间运行 soak',
    proofs: [
      test(
        'tests/e2e/soak.e2e.ts',
        'case after case, as many as in a week: memory, handles and the log of the database do not grow',
      ),
      test(
        'hardware/id-card-reader/polling.test.ts',
        'two readers polled twenty thousand times hold no more than at the beginning',
      ),
    ],
  },
];
