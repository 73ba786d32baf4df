/**
 * Numbering of Europe for the sample decks; `world-east.ts` goes on where it ends.
 *
 * A head line is `calling code, ISO country, name, cost of a landline minute, cost of a mobile
 * minute` (costs in 1/10000 EUR, invented). A `*` after the calling code: the bare code is not
 * listed, its areas only.
 * Below it: `m` mobile, `c` landline, `p` premium, `o` other, `s` satellite; a label before a
 * colon names every code of the line, a word after a code names that code; `664x0-9` is 6640 to
 * 6649.
 */

export const europe = `
43 AT Austria 70 190
  m A1: 664,680,681
  m Magenta: 650,676,677
  m Drei: 660,699
  m: 661,663,665,667,670,678,688,690
  c: 1 Vienna,316 Graz,732 Linz,662 Salzburg,512 Innsbruck,463 Klagenfurt,4242 Villach,7242 Wels,
    2742 St. Poelten,5572 Dornbirn,2622 Wiener Neustadt,7252 Steyr,5522 Feldkirch,5574 Bregenz,
    2732 Krems,3842 Leoben,2236 Moedling,2252 Baden,2682 Eisenstadt,4352 Wolfsberg,7472 Amstetten,
    3862 Bruck an der Mur,5372 Kufstein,2243 Klosterneuburg,4212 St. Veit,7612 Gmunden,
    6132 Bad Ischl,6542 Zell am See,5442 Landeck,5356 Kitzbuehel,4852 Lienz,3352 Oberwart,
    2572 Mistelbach,2822 Zwettl,7752 Ried,7712 Schaerding,7722 Braunau
  o Corporate Network: 50,57,59
  o Location Independent: 720
  o Shared Cost: 810,820
  p: 900,901,930,931,939
49 DE Germany 60 180
  m Telekom: 151,160,170,171,175
  m Vodafone: 152,162,172,173,174
  m O2: 157,159,163,176,177,178,179
  m: 155,156
  c: 30 Berlin,40 Hamburg,89 Munich,221 Cologne,69 Frankfurt,711 Stuttgart,211 Duesseldorf,
    231 Dortmund,201 Essen,341 Leipzig,421 Bremen,351 Dresden,511 Hannover,911 Nuremberg,
    203 Duisburg,234 Bochum,202 Wuppertal,521 Bielefeld,228 Bonn,251 Muenster,721 Karlsruhe,
    621 Mannheim,821 Augsburg,611 Wiesbaden,531 Braunschweig,371 Chemnitz,431 Kiel,241 Aachen,
    345 Halle,391 Magdeburg,761 Freiburg,2151 Krefeld,451 Luebeck,6131 Mainz,361 Erfurt,
    381 Rostock,561 Kassel,2331 Hagen,681 Saarbruecken,331 Potsdam,6221 Heidelberg,6151 Darmstadt,
    931 Wuerzburg,941 Regensburg,841 Ingolstadt,731 Ulm,551 Goettingen,5251 Paderborn,
    541 Osnabrueck,441 Oldenburg,461 Flensburg,7531 Konstanz,651 Trier,261 Koblenz,641 Giessen,
    921 Bayreuth,9131 Erlangen,851 Passau,8031 Rosenheim,3641 Jena,355 Cottbus,365 Gera
  o National Numbers: 32
  o Service 0180: 180
  p: 137,900
41 CH Switzerland 90 420
  m Sunrise: 76
  m Salt: 78
  m Swisscom: 79
  m: 74,75,77
  c: 43 Zurich,44 Zurich,22 Geneva,61 Basel,31 Bern,21 Lausanne,52 Winterthur,41 Lucerne,
    71 St. Gallen,91 Ticino,32 Biel,26 Fribourg,27 Sion,33 Thun,34 Burgdorf,55 Rapperswil,56 Baden,
    62 Olten,81 Chur,24 Yverdon
  p: 900,901,906
423 LI Liechtenstein 280 900
  m: 6,7
44 GB United Kingdom 45 160
  m: 740-749,750-759,770-779,780-789,790-799
  m Jersey: 7509,7797,7937
  m Guernsey: 7781,7839,7911
  m Isle of Man: 7524,7624,7924
  o Personal Numbers: 70
  o Pagers: 76
  o UK-wide: 3,55,56
  o Jersey: 1534
  o Guernsey: 1481
  o Isle of Man: 1624
  c: 20 London,121 Birmingham,161 Manchester,141 Glasgow,131 Edinburgh,151 Liverpool,113 Leeds,
    114 Sheffield,115 Nottingham,116 Leicester,117 Bristol,118 Reading,191 Tyneside,29 Cardiff,
    23 Southampton and Portsmouth,24 Coventry,28 Northern Ireland,1223 Cambridge,1865 Oxford,
    1273 Brighton,1224 Aberdeen,1382 Dundee,1463 Inverness,1202 Bournemouth,1204 Bolton,
    1206 Colchester,1225 Bath,1227 Canterbury,1228 Carlisle,1234 Bedford,1242 Cheltenham,
    1244 Chester,1245 Chelmsford,1254 Blackburn,1253 Blackpool,1274 Bradford,1282 Burnley,
    1302 Doncaster,1304 Dover,1325 Darlington,1332 Derby,1323 Eastbourne,1392 Exeter,
    1452 Gloucester,1472 Grimsby,1483 Guildford,1422 Halifax,1423 Harrogate,1424 Hastings,
    1432 Hereford,1484 Huddersfield,1482 Hull,1473 Ipswich,1524 Lancaster,1522 Lincoln,1582 Luton,
    1622 Maidstone,1642 Middlesbrough,1908 Milton Keynes,1604 Northampton,1603 Norwich,
    1733 Peterborough,1752 Plymouth,1772 Preston,1709 Rotherham,1722 Salisbury,1743 Shrewsbury,
    1702 Southend,1786 Stirling,1782 Stoke-on-Trent,1789 Stratford-upon-Avon,1793 Swindon,
    1792 Swansea,1803 Torquay,1872 Truro,1924 Wakefield,1925 Warrington,1942 Wigan,
    1962 Winchester,1902 Wolverhampton,1905 Worcester,1904 York
  p: 9,871,872,873
33 FR France 50 150
  m: 600-638,640-689,695,698,699,730-789
  c: 1 Paris Region,2 North West,3 North East,4 South East,5 South West
  o VoIP: 9
  p: 89
39 IT Italy 55 170
  m TIM: 330,331,333,334,335,336,337,338,339,360,366,368
  m Vodafone: 340,342,344,345,346,347,348,349,383
  m WindTre: 320,322,323,324,327,328,329,380,388,389,391,392,393,397
  m Iliad: 351,352
  m: 350,353,370,371,373,375,376,377,379,385
  c: 06 Rome,02 Milan,011 Turin,010 Genoa,055 Florence,081 Naples,051 Bologna,091 Palermo,
    041 Venice,049 Padua,045 Verona,040 Trieste,070 Cagliari,080 Bari,095 Catania,050 Pisa,
    059 Modena,0521 Parma,0471 Bolzano,0461 Trento,0432 Udine,075 Perugia,085 Pescara,
    071 Ancona,090 Messina,099 Taranto,089 Salerno,030 Brescia,035 Bergamo,0541 Rimini,
    0577 Siena,0586 Livorno,0187 La Spezia,0332 Varese,031 Como
  o Vatican City: 06698
  p: 144,166,199,892,894,895,899
34 ES Spain 50 165
  m: 600-699,71-74
  c: 91 Madrid,93 Barcelona,94 Biscay,96 Valencia,920 Avila,921 Segovia,922 Tenerife,923 Salamanca,
    924 Badajoz,925 Toledo,926 Ciudad Real,927 Caceres,928 Las Palmas,941 La Rioja,942 Cantabria,
    943 Gipuzkoa,945 Alava,947 Burgos,948 Navarre,949 Guadalajara,950 Almeria,952 Malaga,953 Jaen,
    954 Seville,956 Cadiz,957 Cordoba,958 Granada,959 Huelva,964 Castellon,965 Alicante,
    967 Albacete,968 Murcia,969 Cuenca,971 Balearic Islands,972 Girona,973 Lleida,974 Huesca,
    975 Soria,976 Zaragoza,977 Tarragona,978 Teruel,979 Palencia,980 Zamora,981 A Coruna,982 Lugo,
    983 Valladolid,985 Asturias,986 Pontevedra,987 Leon,988 Ourense
  o Shared Cost: 901,902
  p: 803,806,807,905
351 PT Portugal 55 175
  m Vodafone: 91
  m NOS: 93
  m MEO: 96
  m: 92
  c: 21 Lisbon,22 Porto,231 Mealhada,232 Viseu,233 Figueira da Foz,234 Aveiro,235 Arganil,
    236 Pombal,
    238 Seia,239 Coimbra,241 Abrantes,242 Ponte de Sor,243 Santarem,244 Leiria,245 Portalegre,
    249 Torres Novas,251 Valenca,252 Famalicao,253 Braga,254 Peso da Regua,255 Penafiel,
    256 Sao Joao da Madeira,258 Viana do Castelo,259 Vila Real,261 Torres Vedras,
    262 Caldas da Rainha,263 Vila Franca de Xira,265 Setubal,266 Evora,268 Estremoz,
    269 Santiago do Cacem,271 Guarda,272 Castelo Branco,273 Braganca,275 Covilha,276 Chaves,
    278 Mirandela,281 Tavira,282 Portimao,283 Odemira,284 Beja,285 Moura,286 Castro Verde,289 Faro,
    291 Funchal,292 Horta,295 Angra do Heroismo,296 Ponta Delgada
  p: 760,761
31 NL Netherlands 50 170
  m: 61x0-9,62x0-9,63x0-9,64x0-9,65x0-9,68
  c: 20 Amsterdam,10 Rotterdam,70 The Hague,30 Utrecht,40 Eindhoven,50 Groningen,13 Tilburg,
    15 Delft,
    23 Haarlem,24 Nijmegen,26 Arnhem,33 Amersfoort,35 Hilversum,36 Almere,38 Zwolle,43 Maastricht,
    45 Heerlen,46 Sittard,53 Enschede,55 Apeldoorn,58 Leeuwarden,71 Leiden,72 Alkmaar,
    73 Den Bosch,74 Hengelo,75 Zaandam,76 Breda,77 Venlo,78 Dordrecht,79 Zoetermeer
  o Corporate Network: 85,88
  p: 900,906,909
32 BE Belgium 60 200
  m: 455,456,460,465-468
  m Proximus: 470-479
  m Base: 483-489
  m Orange: 490-499
  c: 2 Brussels,3 Antwerp,4 Liege,9 Ghent,10 Wavre,11 Hasselt,12 Tongeren,13 Diest,14 Turnhout,
    15 Mechelen,16 Leuven,19 Waremme,50 Bruges,51 Roeselare,52 Dendermonde,53 Aalst,54 Ninove,
    55 Oudenaarde,56 Kortrijk,57 Ypres,58 Veurne,59 Ostend,60 Chimay,61 Libramont,63 Arlon,
    64 La Louviere,65 Mons,67 Nivelles,68 Ath,69 Tournai,71 Charleroi,80 Stavelot,81 Namur,
    82 Dinant,83 Ciney,84 Marche,85 Huy,86 Durbuy,87 Verviers,89 Genk
  p: 90
352 LU Luxembourg 60 180
  m: 621,628,661,668,671,678,691,698
  p: 90
353 IE Ireland 55 180
  m: 83,85,86,87,89
  c: 1 Dublin,21 Cork,61 Limerick,91 Galway,51 Waterford,56 Kilkenny,42 Dundalk,41 Drogheda,
    71 Sligo,
    74 Letterkenny,64 Killarney,66 Tralee,90 Athlone,94 Castlebar,53 Wexford,59 Carlow
  p: 15
45 DK Denmark 50 150
  m: 20-29,30,31,40-42,50-53,60,61,71,81,91-93
  p: 90
46 SE Sweden 45 150
  m: 70,72,73,76,79
  c: 8 Stockholm,31 Gothenburg,40 Malmo,18 Uppsala,19 Orebro,21 Vasteras,13 Linkoping,11 Norrkoping,
    42 Helsingborg,36 Jonkoping,90 Umea,26 Gavle,33 Boras,46 Lund,54 Karlstad,60 Sundsvall,
    63 Ostersund,35 Halmstad,44 Kristianstad,470 Vaxjo,480 Kalmar,920 Lulea,498 Visby
  p: 900,939,944
47 NO Norway 60 160
  m: 40,41,45-48,90-99
  c: 21 Oslo,22 Oslo,23 Oslo,55 Bergen,51 Stavanger,73 Trondheim,77 Tromso,38 Kristiansand,
    32 Drammen,
    33 Vestfold,69 Ostfold
  p: 82
358 FI Finland 120 210
  m: 40,41,44,45,46,50
  c: 9 Helsinki,2 Turku,3 Tampere,8 Oulu,6 Vaasa,13 Joensuu,14 Jyvaskyla,15 Mikkeli,16 Rovaniemi,
    17 Kuopio,18 Aland
  p: 600,700
354 IS Iceland 90 260
  m: 6,7,8
  p: 90
372 EE Estonia 110 240
  m: 5x0-9,81,82
  p: 900
371 LV Latvia 180 320
  m: 2x0-9
  p: 90
370 LT Lithuania 120 230
  m: 6x0-9
  c: 5 Vilnius,37 Kaunas,46 Klaipeda,41 Siauliai,45 Panevezys
  p: 90
48 PL Poland 55 160
  m: 45,500-519,530-539,570-579,600-609,660-669,690-699,720-739,780-799,880-889
  c: 22 Warsaw,12 Krakow,71 Wroclaw,61 Poznan,58 Gdansk,91 Szczecin,42 Lodz,32 Katowice,81 Lublin,
    85 Bialystok,52 Bydgoszcz,56 Torun,17 Rzeszow,41 Kielce,89 Olsztyn,77 Opole,68 Zielona Gora,
    33 Bielsko-Biala,34 Czestochowa,48 Radom,94 Koszalin,24 Plock,18 Nowy Sacz,14 Tarnow,
    55 Elblag,59 Slupsk,62 Kalisz,65 Leszno,67 Pila,74 Walbrzych,75 Jelenia Gora,76 Legnica,
    83 Biala Podlaska,82 Chelm,84 Zamosc,86 Lomza,87 Suwalki,95 Gorzow,54 Wloclawek,63 Konin,
    13 Krosno,15 Tarnobrzeg,16 Przemysl,23 Ciechanow,25 Siedlce,29 Ostroleka
  p: 70
420 CZ Czechia 60 170
  m: 601-608,702,703,720-739,770-779,790-799
  c: 2 Prague,53 Brno,54 Brno,59 Ostrava,37 Plzen,38 Ceske Budejovice,46 Pardubice,48 Liberec,
    49 Hradec Kralove,58 Olomouc,57 Zlin,56 Jihlava,47 Usti nad Labem,35 Karlovy Vary
  p: 900,906,908,909
421 SK Slovakia 80 210
  m: 901-908,910-912,914-919,940,944,948-950
  c: 2 Bratislava,55 Kosice,51 Presov,41 Zilina,48 Banska Bystrica,37 Nitra,33 Trnava,32 Trencin
  p: 900
36 HU Hungary 60 190
  m Yettel: 20
  m Telekom: 30
  m Vodafone: 70
  m: 31,50
  c: 1 Budapest,52 Debrecen,62 Szeged,46 Miskolc,72 Pecs,96 Gyor,42 Nyiregyhaza,76 Kecskemet,
    22 Szekesfehervar,94 Szombathely,56 Szolnok,92 Zalaegerszeg,88 Veszprem,99 Sopron,36 Eger
  p: 90
386 SI Slovenia 160 380
  m: 30,31,40,41,51,64,65,68,69,70,71
  c: 1 Ljubljana,2 Maribor,3 Celje,4 Kranj,5 Nova Gorica,7 Novo Mesto
  p: 90
385 HR Croatia 80 240
  m: 91,92,95,97,98,99
  c: 1 Zagreb,21 Split,51 Rijeka,31 Osijek,23 Zadar,20 Dubrovnik,52 Pula,22 Sibenik,42 Varazdin
  p: 60
381 RS Serbia 900 2600
  m: 60-66,69
  c: 11 Belgrade,21 Novi Sad,18 Nis,34 Kragujevac,24 Subotica
  p: 90
382 ME Montenegro 1100 3200
  m: 60,63,66-69
  c: 20 Podgorica
387 BA Bosnia and Herzegovina 1000 2700
  m: 60-66
  c: 33 Sarajevo,51 Banja Luka,35 Tuzla,36 Mostar,32 Zenica
  p: 90
389 MK North Macedonia 900 2500
  m: 70,71,72,75-78
  c: 2 Skopje
383 XK Kosovo 1200 2800
  m: 43,44,45,48,49
  c: 38 Pristina
355 AL Albania 1400 3300
  m: 66-69
  c: 4 Tirana
30 GR Greece 55 180
  m: 690,693,694,695,697,698,699
  c: 21 Athens,2310 Thessaloniki,2610 Patras,2810 Heraklion,2410 Larissa,2421 Volos,2651 Ioannina,
    2821 Chania,2241 Rhodes,2661 Corfu,2831 Rethymno
  p: 90
357 CY Cyprus 90 220
  m: 95,96,97,99
  c: 22 Nicosia,25 Limassol,24 Larnaca,26 Paphos
  p: 900
359 BG Bulgaria 70 230
  m: 87x0-9,88x0-9,89x0-9,98
  c: 2 Sofia,32 Plovdiv,52 Varna,56 Burgas,82 Ruse,42 Stara Zagora,64 Pleven
  p: 90
40 RO Romania 55 170
  m: 720-729,730-739,740-749,750-759,760-769,770-779,780-789
  c: 21 Bucharest,31 Bucharest,264 Cluj,256 Timisoara,232 Iasi,241 Constanta,251 Craiova,268 Brasov,
    236 Galati,244 Ploiesti,259 Oradea,265 Targu Mures,269 Sibiu,257 Arad,248 Pitesti,234 Bacau,
    238 Buzau,239 Braila,230 Suceava,240 Tulcea,262 Baia Mare,261 Satu Mare
  p: 90
373 MD Moldova 1700 2400
  m: 60,67,68,69,76,78,79
  c: 22 Chisinau
350 GI Gibraltar 280 900
  m: 54,56,57,58
356 MT Malta 110 260
  m: 77,79,99
376 AD Andorra 180 900
  m: 3,6
377 MC Monaco 320 1500
  m: 6
378 SM San Marino 400 1300
  m: 66
298 FO Faroe Islands 190 500
  m: 2,5,7
299 GL Greenland 1800 2200
  m: 2,4,5
`;
