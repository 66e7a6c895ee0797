/**
 * The licences of the seed that are not simply good, by their codes, and why not. A licence that is in no list here is
 * issued, valid in 2036 still, of trust A, alone of its kind, and says what the subject libraries say.
 */
export const badLicences = {
  /** 已过期. */
  expired: [
    '4406992021JZZ00001',
    '4406992022JZZ00003',
    '4406992019JZZ00004',
    '4406992011CJZ00004',
    '4406992015CYZ00004',
    '4406992017SPX00002',
  ],
  /** 即将到期: ends 20 days after the day of the seeding. */
  nearExpiry: ['4406992016JSZ00001'],
  /** 已废止. */
  abolished: [
    '4406992008HKB00002',
    '4406992015JSZ00002',
    '4406992016YZB00012',
    '4406992016YFB00012',
    '4406992019YZB00013',
    '4406992019YFB00013',
    '4406992016YZB00022',
    '4406992016YFB00022',
    '4406992019SPX00003',
  ],
  /** 已换发: abolished, and another was issued in its place. */
  superseded: ['4406992016JSZ00003', '4406992020YZB00005', '4406992020YFB00005'],
  /** 持有人名称不一致: the number is the holder's, the name is misspelt or a former one. */
  holderNameDiffers: ['4406992020JSZ00005', '4406992018XLZ00003', '4406992019BDC00014'],
  /** 可信等级低. */
  lowTrust: ['4406992018JSZ00006', '4406992010SBK00004', '4406992025WSX00002'],
  /** 已制证未签发: there is no file yet. */
  withoutFile: ['4406992026JZZ00008', '4406992026DBZ00002', '4406992026CDZ00002'],
  /** 同类多份: the holder has another one of the type that is as good. */
  severalOfOneType: [
    '4406992023JZZ00006',
    '4406992025JZZ00007',
    '4406992020XSZ00001',
    '4406992024XSZ00002',
  ],
  /** 法定代表人已变更: names somebody who has ceased to represent the enterprise, and has not been replaced. */
  formerRepresentative: ['4406992017YZB00011', '4406992017YFB00011'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
