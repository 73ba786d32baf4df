/**
 * Numbering of the Americas and the Caribbean for the sample decks. The notation is explained in
 * `world-europe.ts`; costs are invented.
 */

export const americas = `
1 US United States 35 35
  c Alabama: 205,251,256,334,659,938
  c Arizona: 480,520,602,623,928
  c Arkansas: 479,501,870
  c California: 209,213,279,310,323,341,350,408,415,424,442,510,530,559,562,619,626,628,650,657,661,
    669,707,714,747,760,805,818,820,831,840,858,909,916,925,949,951
  c Colorado: 303,719,720,970,983
  c Connecticut: 203,475,860,959
  c Delaware: 302
  c District of Columbia: 202,771
  c Florida: 239,305,321,352,386,407,448,561,645,656,689,727,754,772,786,813,850,863,904,941,954
  c Georgia: 229,404,470,478,678,706,762,770,912,943
  c Idaho: 208,986
  c Illinois: 217,224,309,312,331,447,464,618,630,708,730,773,779,815,847,872
  c Indiana: 219,260,317,463,574,765,812,930
  c Iowa: 319,515,563,641,712
  c Kansas: 316,620,785,913
  c Kentucky: 270,364,502,606,859
  c Louisiana: 225,318,337,504,985
  c Maine: 207
  c Maryland: 227,240,301,410,443,667
  c Massachusetts: 339,351,413,508,617,774,781,857,978
  c Michigan: 231,248,269,313,517,586,616,734,810,906,947,989
  c Minnesota: 218,320,507,612,651,763,952
  c Mississippi: 228,601,662,769
  c Missouri: 314,417,557,573,636,660,816,975
  c Montana: 406
  c Nebraska: 308,402,531
  c Nevada: 702,725,775
  c New Hampshire: 603
  c New Jersey: 201,551,609,640,732,848,856,862,908,973
  c New Mexico: 505,575
  c New York: 212,315,329,332,347,363,516,518,585,607,631,646,680,716,718,838,845,914,917,929,934
  c North Carolina: 252,336,472,704,743,828,910,919,980,984
  c North Dakota: 701
  c Ohio: 216,220,234,326,330,380,419,440,513,567,614,740,937
  c Oklahoma: 405,539,572,580,918
  c Oregon: 458,503,541,971
  c Pennsylvania: 215,223,267,272,412,445,484,570,582,610,717,724,814,835,878
  c Rhode Island: 401
  c South Carolina: 803,839,843,854,864
  c South Dakota: 605
  c Tennessee: 423,615,629,731,865,901,931
  c Texas: 210,214,254,281,325,346,361,409,430,432,469,512,682,713,726,737,806,817,830,832,903,915,
    936,940,945,956,972,979
  c Utah: 385,435,801
  c Vermont: 802
  c Virginia: 276,434,540,571,703,757,804,826,948
  c Washington: 206,253,360,425,509,564
  c West Virginia: 304,681
  c Wisconsin: 262,274,414,534,608,715,920
  c Wyoming: 307
  o Alaska: 907
  o Hawaii: 808
  o Toll Free: 800,833,844,855,866,877,888
  p: 900
1* CA Canada 40 40
  c Alberta: 368,403,587,780,825
  c British Columbia: 236,250,604,672,778
  c Manitoba: 204,431
  c New Brunswick: 506
  c Newfoundland and Labrador: 709
  c Nova Scotia: 782,902
  c Ontario: 226,249,289,343,365,416,437,519,548,613,647,683,705,742,753,807,905
  c Quebec: 263,354,367,418,438,450,468,514,579,581,819,873
  c Saskatchewan: 306,474,639
  o Northern Territories: 867
1242 BS Bahamas 1300 1300
1246 BB Barbados 1500 1900
1264 AI Anguilla 1600 1900
1268 AG Antigua and Barbuda 1700 2000
1284 VG British Virgin Islands 1700 2000
1340 VI US Virgin Islands 120 120
1345 KY Cayman Islands 1300 1700
1441 BM Bermuda 300 300
1473 GD Grenada 1800 2100
1649 TC Turks and Caicos Islands 1700 2000
1658 JM Jamaica 1400 2000
1664 MS Montserrat 1900 2100
1670 MP Northern Mariana Islands 280 280
1671 GU Guam 180 180
1684 AS American Samoa 500 500
1721 SX Sint Maarten 1300 1700
1758 LC Saint Lucia 1900 2200
1767 DM Dominica 2000 2300
1784 VC Saint Vincent 2000 2300
1787 PR Puerto Rico 90 90
1939 PR Puerto Rico 90 90
1809 DO Dominican Republic 420 850
1829 DO Dominican Republic 420 850
1849 DO Dominican Republic 420 850
1868 TT Trinidad and Tobago 1000 1500
1869 KN Saint Kitts and Nevis 1800 2100
1876 JM Jamaica 1400 2000
52 MX Mexico 80 140
  m: 1
  c: 55 Mexico City,56 Mexico City,33 Guadalajara,81 Monterrey,222 Puebla,664 Tijuana,998 Cancun,
    999 Merida,442 Queretaro,477 Leon,449 Aguascalientes,614 Chihuahua,656 Ciudad Juarez,
    662 Hermosillo,667 Culiacan,686 Mexicali,722 Toluca,744 Acapulco,777 Cuernavaca,833 Tampico,
    844 Saltillo,867 Nuevo Laredo,868 Matamoros,871 Torreon,899 Reynosa,921 Coatzacoalcos,
    951 Oaxaca,961 Tuxtla Gutierrez,981 Campeche,984 Playa del Carmen,993 Villahermosa,229 Veracruz,
    228 Xalapa,246 Tlaxcala,271 Cordoba,312 Colima,322 Puerto Vallarta,314 Manzanillo,311 Tepic,
    444 San Luis Potosi,461 Celaya,462 Irapuato,492 Zacatecas,612 La Paz,618 Durango,624 Los Cabos,
    642 Navojoa,644 Ciudad Obregon,646 Ensenada,669 Mazatlan,668 Los Mochis,443 Morelia,452 Uruapan,
    753 Lazaro Cardenas,755 Zihuatanejo,834 Ciudad Victoria,938 Ciudad del Carmen,962 Tapachula
55 BR Brazil 70 260
  c Sao Paulo: 11-19
  c Rio de Janeiro: 21,22,24
  c Espirito Santo: 27,28
  c Minas Gerais: 31-35,37,38
  c Parana: 41-46
  c Santa Catarina: 47-49
  c Rio Grande do Sul: 51,53-55
  c: 61 Brasilia,62 Goias,64 Goias,63 Tocantins,65 Mato Grosso,66 Mato Grosso,67 Mato Grosso do Sul,
    68 Acre,69 Rondonia,79 Sergipe,82 Alagoas,83 Paraiba,84 Rio Grande do Norte,95 Roraima,96 Amapa
  c Bahia: 71,73-75,77
  c Pernambuco: 81,87
  c Ceara: 85,88
  c Piaui: 86,89
  c Para: 91,93,94
  c Amazonas: 92,97
  c Maranhao: 98,99
  m: 11-19x9,21x9,22x9,24x9,27x9,28x9,31-35x9,37x9,38x9,41-49x9,51x9,53-55x9,61-69x9,71x9,73-75x9,
    77x9,79x9,81-89x9,91-99x9
54 AR Argentina 90 950
  c: 11 Buenos Aires,341 Rosario,351 Cordoba,261 Mendoza,381 Tucuman,221 La Plata,
    223 Mar del Plata,342 Santa Fe,343 Parana,362 Resistencia,379 Corrientes,387 Salta,388 Jujuy,
    299 Neuquen,291 Bahia Blanca,264 San Juan,266 San Luis,280 Trelew,294 Bariloche,
    297 Comodoro Rivadavia,370 Formosa,376 Posadas,380 La Rioja,383 Catamarca,
    385 Santiago del Estero,358 Rio Cuarto,353 Villa Maria,249 Tandil
  m: 9,911,9341,9351,9261,9381,9221,9223
56 CL Chile 110 180
  c: 2 Santiago,32 Valparaiso,41 Concepcion,45 Temuco,55 Antofagasta,51 La Serena,57 Iquique,
    58 Arica,
    52 Copiapo,42 Chillan,43 Los Angeles,61 Punta Arenas,63 Valdivia,64 Osorno,65 Puerto Montt,
    67 Coyhaique,71 Talca,72 Rancagua,73 Linares,75 Curico
  m: 9
57 CO Colombia 100 160
  c: 601 Bogota,602 Cali,604 Medellin,605 Barranquilla,606 Pereira,607 Bucaramanga,608 Tunja
  m: 300-305,310-324,350,351
51 PE Peru 80 170
  c: 1 Lima,54 Arequipa,44 Trujillo,74 Chiclayo,73 Piura,84 Cusco,43 Chimbote,64 Huancayo,51 Puno,
    52 Tacna,56 Ica,65 Iquitos,66 Ayacucho,76 Cajamarca
  m: 9x0-9
58 VE Venezuela 120 380
  c: 212 Caracas,261 Maracaibo,241 Valencia,251 Barquisimeto,243 Maracay,281 Barcelona,
    276 San Cristobal,274 Merida,286 Ciudad Guayana,295 Porlamar
  m Digitel: 412
  m Movistar: 414,424
  m Movilnet: 416,426
593 EC Ecuador 900 1900
  c: 2 Quito,4 Guayaquil,7 Cuenca
  m: 9
591 BO Bolivia 900 1300
  c: 2 La Paz,3 Santa Cruz,4 Cochabamba
  m: 6,7
595 PY Paraguay 320 500
  c: 21 Asuncion
  m: 961,971-976,981-985,991-995
598 UY Uruguay 420 1500
  c: 2 Montevideo
  m: 91-99
592 GY Guyana 1900 2000
  m: 6
597 SR Suriname 1600 1900
  m: 6,7,8
594 GF French Guiana 180 320
  m: 694
590 GP Guadeloupe 140 300
  m: 690,691
596 MQ Martinique 140 300
  m: 696,697
508 PM Saint Pierre and Miquelon 1500 1900
53 CU Cuba 6200 6400
  c: 7 Havana
  m: 5
509 HT Haiti 2100 2400
  m: 3,4
502 GT Guatemala 900 1100
  m: 4,5
503 SV El Salvador 1100 1300
  m: 7
504 HN Honduras 1200 1500
  m: 3,8,9
505 NI Nicaragua 1200 1900
  m: 8
506 CR Costa Rica 180 420
  m: 6,7,8
507 PA Panama 280 1100
  m: 6
501 BZ Belize 1900 2000
  m: 6
500 FK Falkland Islands 5200 5600
  m: 5,6
297 AW Aruba 900 1700
  m: 56,59,73,74
5999 CW Curacao 600 1300
  m: 5,6
5997 BQ Bonaire 800 1300
`;
