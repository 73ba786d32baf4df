/**
 * Where the sample calls go: well-known destinations with the digits that their numbers have, and
 * how often each is called. The digits behind the code are drawn at random.
 */

export interface CallTarget {
  readonly code: string;
  /** Digits of the whole international number. */
  readonly digits: number;
  readonly weight: number;
  readonly messages?: boolean;
}

/** `code/digits` pairs that share a weight. */
function targets(weight: number, list: string, messages = false): CallTarget[] {
  return list.split(' ').map((entry) => {
    const [code = '', digits = ''] = entry.split('/');
    return { code, digits: Number(digits), weight, messages };
  });
}

export const commonTargets: readonly CallTarget[] = [
  ...targets(420, '43664/12 43676/12 43660/12', true),
  ...targets(300, '43699/13 43650/12 43680/12', true),
  ...targets(420, '431/11'),
  ...targets(110, '43316/11 43732/11 43662/11 43512/11 432236/11 43720/11'),
  ...targets(150, '49151/13 49152/13 49170/12 49176/13 49160/12', true),
  ...targets(120, '4930/12 4989/11 4969/12 4940/11 49221/12'),
  ...targets(90, '4179/11 4178/11 4176/11', true),
  ...targets(70, '4143/11 4122/11 4161/11'),
  ...targets(100, '44740/12 44753/12 44771/12 44785/12 44790/12', true),
  ...targets(110, '4420/12 44161/12 44131/12 441223/12'),
  ...targets(90, '3361/11 3362/11 3366/11 3375/11', true),
  ...targets(110, '331/11 334/11'),
  ...targets(80, '39347/12 39333/12 39320/12', true),
  ...targets(70, '3902/11 3906/12 390471/12'),
  ...targets(80, '3461/11 3465/11 3466/11', true),
  ...targets(70, '3491/11 3493/11 34971/11'),
  ...targets(130, '35191/12 35193/12 35196/12', true),
  ...targets(140, '35121/12 35122/12'),
  ...targets(100, '3161/11 3162/11 3165/11', true),
  ...targets(110, '3110/11 3120/11 323/10 32475/11'),
  ...targets(90, '1212/11 1646/11 1718/11 1310/11 1415/11 1305/11 1201/11'),
  ...targets(40, '1416/11 1514/11 1604/11 1808/11 1787/11 1800/11'),
  ...targets(45, '48500/11 48601/11 48698/11 42060/12 42072/12 3630/11 3620/11 4074/11', true),
  ...targets(35, '4822/11 4202/12 361/10 4021/11 42190/12 38640/11 38591/11 38598/11', true),
  ...targets(30, '38163/12 38761/11 38970/11 38344/11 90532/12 90542/12 38067/12 38050/12', true),
  ...targets(25, '8613/13 8615/13 8621/12 85291/11 659/10 6590/10 81901/12 8210/12', true),
  ...targets(25, '9198/12 9199/12 9170/12 92300/12 88017/13 63917/12 66812/11 8490/11', true),
  ...targets(20, '97150/12 97155/12 9665/12 97252/12 614/11 61412/11 6421/11 6281/12', true),
  ...targets(18, '234803/13 233244/12 2547/12 2782/11 2012/12 2126/12 21698/11 22177/12', true),
  ...targets(15, '5511/13 55219/13 5255/12 54911/13 569/11 573/12 5198/11 1876/11 1809/11', true),
  ...targets(8, '533/10 25261/12 67570/11 9607/10 2519/12 50937/11 67733/10 26134/12'),
  ...targets(12, '447797/12 447624/12 4470/12 3933/12 39066/12 2626/12'),
];

/** Refused by the price lists: premium numbers and satellites. */
export const blockedTargets: readonly CallTarget[] = [
  ...targets(10, '43900/11 43930/11 449/12 1900/11 49900/12'),
  ...targets(4, '8816/12 88216/13 8707/12 979/12'),
];

/** No price list knows these. */
export const unknownTargets: readonly CallTarget[] = targets(
  1,
  '999/11 850/11 210/10 290/8 683/8 690/8 6724/11 247/8',
);
