import { type PersonValues, personValueKeys } from '../../src/contracts/subject-api.ts';
import { everybody, type Resident } from './families.ts';
import { people, peopleElsewhere } from './people.ts';

/** Something that is different since a day (`YYYY-MM-DD`). */
interface PersonChange {
  readonly day: string;
  readonly what: 'name' | 'address';
  readonly from: string;
  readonly to: string;
}

/** What 自然人库 has of somebody beside the name. */
export interface PersonRecord {
  readonly idNumber: string;
  readonly values: PersonValues;
  /** Oldest first. */
  readonly changes: readonly PersonChange[];
}

const { allGood, tooYoung, misspeltName, renewedWorker } = people;

/**
 * The two of whom the library is slightly out of date on purpose: they have moved and have a new card, and nobody has
 * told the library yet. A form that takes an address from there has to say of when it is.
 */
export const staleAddresses: ReadonlyMap<
  string,
  { readonly value: string; readonly recordedOn: string }
> = new Map([
  [
    tooYoung.card.idNumber,
    { value: '广东省佛山市样例区旧城路15号3座204', recordedOn: '2011-04-12' },
  ],
  [
    misspeltName.card.idNumber,
    { value: '仿真省样例市东湖区柳荫路26号2单元101', recordedOn: '2016-09-30' },
  ],
]);

const changes: ReadonlyMap<string, readonly PersonChange[]> = new Map([
  [
    allGood.card.idNumber,
    [
      {
        day: '2012-08-01',
        what: 'address',
        from: '广东省佛山市样例区桂花旧邨3号',
        to: allGood.card.address,
      },
    ],
  ],
  [
    renewedWorker.card.idNumber,
    [
      { day: '2010-06-18', what: 'name', from: '向小艳', to: renewedWorker.card.name },
      {
        day: '2018-12-20',
        what: 'address',
        from: '仿真省样例县古桥镇河边街2号',
        to: renewedWorker.card.address,
      },
    ],
  ],
  [
    peopleElsewhere.chengRuoxi.idNumber,
    [
      {
        day: '2023-04-03',
        what: 'address',
        from: '仿真省样例市西湾区丁香里11号',
        to: peopleElsewhere.chengRuoxi.address,
      },
    ],
  ],
]);

/** The records of everybody in the seed. Where nothing else is said they are of the day the card was made out. */
export const personRecords: readonly PersonRecord[] = everybody.map(recordOf);

function recordOf(resident: Resident): PersonRecord {
  const { idNumber, recordedOn } = resident;
  const stale = staleAddresses.get(idNumber);
  const onCard = personValueKeys.flatMap((key) => {
    const value = resident[key];
    return value === undefined ? [] : [[key, { value, recordedOn }] as const];
  });
  return {
    idNumber,
    values: { ...Object.fromEntries(onCard), ...(stale === undefined ? {} : { address: stale }) },
    changes: changes.get(idNumber) ?? [],
  };
}
