/**
 * Numbering of Eastern Europe, Turkey,
     the Caucasus and Kazakhstan for the sample decks. The notation
 * is explained in `world-europe.ts`; costs are invented.
 */

export const east = `
380 UA Ukraine 900 1800
  m Kyivstar: 39,67,68,96,97,98
  m Vodafone: 50,66,95,99
  m Lifecell: 63,73,93
  m: 91,92,94
  c: 31 Uzhhorod,32 Lviv,33 Lutsk,34 Ivano-Frankivsk,35 Ternopil,36 Rivne,37 Chernivtsi,
    38 Khmelnytskyi,41 Zhytomyr,43 Vinnytsia,44 Kyiv,46 Chernihiv,47 Cherkasy,48 Odesa,51 Mykolaiv,
    52 Kropyvnytskyi,53 Poltava,54 Sumy,55 Kherson,56 Dnipro,57 Kharkiv,61 Zaporizhzhia
  p: 900
375 BY Belarus 2400 3400
  m: 25,29,33,44
  c: 17 Minsk,15 Grodno,16 Brest,21 Vitebsk,22 Mogilev,23 Gomel
7 RU Russia 240 900
  m: 900-906,908-934,936-939,950-953,958,960-969,977,978,980-989,991-997,999
  c: 495 Moscow,499 Moscow,498 Moscow Region,496 Moscow Region,812 St. Petersburg,
    813 Leningrad Region,343 Yekaterinburg,383 Novosibirsk,831 Nizhny Novgorod,843 Kazan,846 Samara,
    863 Rostov-on-Don,861 Krasnodar,862 Sochi,351 Chelyabinsk,347 Ufa,342 Perm,381 Omsk,
    391 Krasnoyarsk,473 Voronezh,844 Volgograd,845 Saratov,848 Tolyatti,345 Tyumen,395 Irkutsk,
    421 Khabarovsk,423 Vladivostok,401 Kaliningrad,815 Murmansk,818 Arkhangelsk,472 Belgorod,
    483 Bryansk,492 Vladimir,484 Kaluga,485 Yaroslavl,487 Tula,482 Tver,481 Smolensk,491 Ryazan,
    475 Tambov,471 Kursk,474 Lipetsk,486 Oryol,493 Ivanovo,494 Kostroma,811 Pskov,
    816 Veliky Novgorod,817 Vologda,814 Petrozavodsk,820 Cherepovets,821 Syktyvkar,833 Kirov,
    834 Saransk,835 Cheboksary,836 Yoshkar-Ola,841 Penza,842 Ulyanovsk,847 Elista,851 Astrakhan,
    352 Kurgan,353 Orenburg,382 Tomsk,384 Kemerovo,385 Barnaul,388 Gorno-Altaysk,390 Abakan,
    394 Kyzyl,301 Ulan-Ude,302 Chita,346 Surgut,349 Salekhard,411 Yakutsk,413 Magadan,
    415 Petropavlovsk-Kamchatsky,416 Blagoveshchensk,424 Yuzhno-Sakhalinsk,426 Birobidzhan,
    427 Anadyr,341 Izhevsk,855 Naberezhnye Chelny,865 Stavropol,866 Nalchik,867 Vladikavkaz,
    871 Grozny,872 Makhachkala,873 Nazran,877 Maykop,878 Cherkessk,879 Mineralnye Vody
  p: 809
77 KZ Kazakhstan 600 1200
  m: 00,01,02,05,07,08,47,71,75,76,77,78
  c: 172 Astana,27 Almaty,252 Shymkent,212 Karaganda
90 TR Turkey 130 750
  m Turkcell: 530-539
  m Vodafone: 541-549
  m Turk Telekom: 501,505,506,507,551-555,559
  c: 212 Istanbul European Side,216 Istanbul Asian Side,312 Ankara,232 Izmir,224 Bursa,242 Antalya,
    322 Adana,342 Gaziantep,332 Konya,352 Kayseri,362 Samsun,462 Trabzon,222 Eskisehir,
    412 Diyarbakir,324 Mersin,258 Denizli,262 Kocaeli,264 Sakarya,252 Mugla,256 Aydin,
    236 Manisa,266 Balikesir,282 Tekirdag,284 Edirne,326 Hatay,344 Kahramanmaras,346 Sivas,
    414 Sanliurfa,422 Malatya,424 Elazig,432 Van,442 Erzurum,452 Ordu,464 Rize
  p: 900
995 GE Georgia 700 1500
  m: 5x0-9
  c: 32 Tbilisi
374 AM Armenia 900 1900
  m: 33,41,43,44,55,77,91,93-99
  c: 10 Yerevan
994 AZ Azerbaijan 1900 3300
  m: 10,50,51,55,70,77,99
  c: 12 Baku
`;
