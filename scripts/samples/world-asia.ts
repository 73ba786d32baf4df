/**
 * Numbering of Asia and Oceania, and the international networks, for the sample decks. The notation
 * is explained in `world-europe.ts`; costs are invented.
 */

export const asia = `
86 CN China 90 110
  m China Mobile: 134-139,147,150-152,157-159,172,178,182-184,187,188,195,197,198
  m China Unicom: 130-132,145,155,156,166,175,176,185,186,196
  m China Telecom: 133,149,153,173,177,180,181,189,190,191,193,199
  c: 10 Beijing,21 Shanghai,20 Guangzhou,22 Tianjin,23 Chongqing,24 Shenyang,25 Nanjing,27 Wuhan,
    28 Chengdu,29 Xi'an,755 Shenzhen,571 Hangzhou,512 Suzhou,532 Qingdao,411 Dalian,574 Ningbo,
    592 Xiamen,591 Fuzhou,531 Jinan,371 Zhengzhou,731 Changsha,551 Hefei,791 Nanchang,871 Kunming,
    851 Guiyang,771 Nanning,898 Haikou,311 Shijiazhuang,351 Taiyuan,431 Changchun,451 Harbin,
    471 Hohhot,931 Lanzhou,951 Yinchuan,971 Xining,991 Urumqi,891 Lhasa,757 Foshan,769 Dongguan,
    756 Zhuhai,510 Wuxi,577 Wenzhou,595 Quanzhou
852 HK Hong Kong 120 160
  m: 5,6,9
853 MO Macau 380 420
  m: 6
886 TW Taiwan 140 620
  c: 2 Taipei,4 Taichung,7 Kaohsiung,3 Taoyuan,5 Chiayi,6 Tainan
  m: 910-939,952-958,960-989
81 JP Japan 160 620
  m: 70,80,90
  o VoIP: 50
  c: 3 Tokyo,6 Osaka,52 Nagoya,45 Yokohama,11 Sapporo,92 Fukuoka,78 Kobe,75 Kyoto,82 Hiroshima,
    22 Sendai,44 Kawasaki,48 Saitama,43 Chiba,93 Kitakyushu,96 Kumamoto,98 Okinawa,86 Okayama,
    95 Nagasaki,99 Kagoshima,25 Niigata,54 Shizuoka,53 Hamamatsu,76 Kanazawa,58 Gifu,72 Sakai
82 KR South Korea 110 210
  c: 2 Seoul,51 Busan,53 Daegu,32 Incheon,62 Gwangju,42 Daejeon,52 Ulsan,31 Gyeonggi,33 Gangwon,
    41 South Chungcheong,43 North Chungcheong,44 Sejong,54 North Gyeongsang,55 South Gyeongsang,
    61 South Jeolla,63 North Jeolla,64 Jeju
  m: 10,11,16-19
976 MN Mongolia 280 320
  c: 11 Ulaanbaatar
  m: 85,86,88-91,94-96,98,99
91 IN India 120 110
  m: 62,63,70x0-9,72-78x0-9,81-89x0-9,90-99x0-9
  c: 11 Delhi,22 Mumbai,33 Kolkata,44 Chennai,80 Bangalore,40 Hyderabad,20 Pune,79 Ahmedabad,
    141 Jaipur,522 Lucknow,512 Kanpur,172 Chandigarh,484 Kochi,471 Thiruvananthapuram,
    422 Coimbatore,452 Madurai,612 Patna,261 Surat,265 Vadodara,281 Rajkot,253 Nashik,361 Guwahati,
    674 Bhubaneswar,651 Ranchi,135 Dehradun,161 Ludhiana,183 Amritsar,181 Jalandhar,124 Gurgaon,
    120 Noida,129 Faridabad,177 Shimla,191 Jammu,194 Srinagar,495 Kozhikode,487 Thrissur,497 Kannur,
    413 Puducherry,431 Tiruchirappalli,427 Salem,542 Varanasi,532 Allahabad,562 Agra,591 Moradabad
92 PK Pakistan 900 950
  c: 21 Karachi,42 Lahore,51 Islamabad,41 Faisalabad,61 Multan,91 Peshawar,81 Quetta,22 Hyderabad,
    52 Sialkot,55 Gujranwala,71 Sukkur,62 Bahawalpur
  m Jazz: 300-309,320-325
  m Zong: 310-319
  m Ufone: 330-337
  m Telenor: 340-349
880 BD Bangladesh 180 210
  c: 2 Dhaka,31 Chittagong
  m: 13x0-9,14,15,16,17x0-9,18x0-9,19x0-9
94 LK Sri Lanka 900 1000
  c: 11 Colombo,81 Kandy,91 Galle
  m: 70-72,74-78
977 NP Nepal 900 950
  c: 1 Kathmandu
  m: 97,98
975 BT Bhutan 700 720
  m: 17,77
960 MV Maldives 5600 6300
  m: 7,9
93 AF Afghanistan 1700 1900
  c: 20 Kabul
  m: 70-79
98 IR Iran 800 1600
  c: 21 Tehran,51 Mashhad,31 Isfahan,71 Shiraz,41 Tabriz,26 Karaj,25 Qom,61 Ahvaz
  m MCI: 910-919,990-992
  m Irancell: 901-905,930,933,935-939
964 IQ Iraq 1300 1900
  c: 1 Baghdad
  m: 75,77,78,79
963 SY Syria 1600 2000
  c: 11 Damascus,21 Aleppo
  m: 93,94,95,98,99
961 LB Lebanon 800 1500
  c: 1 Beirut
  m: 3,70,71,76,78,79,81
962 JO Jordan 1600 1700
  c: 6 Amman
  m: 77,78,79
972 IL Israel 55 140
  c: 2 Jerusalem,3 Tel Aviv,4 Haifa,8 Beersheba
  m: 50,52-55,58
970 PS Palestine 1500 1800
  m: 56,59
966 SA Saudi Arabia 900 1200
  c: 11 Riyadh,12 Jeddah,13 Dammam,14 Medina
  m: 50,51,53-59
971 AE United Arab Emirates 1400 1500
  c: 2 Abu Dhabi,3 Al Ain,4 Dubai,6 Sharjah,7 Ras Al Khaimah,9 Fujairah
  m: 50,52,54-56,58
974 QA Qatar 1600 1800
  m: 3,5,6,7
973 BH Bahrain 800 900
  m: 3
965 KW Kuwait 600 700
  m: 5,6,9
968 OM Oman 1500 1800
  c: 24 Muscat
  m: 7,9
967 YE Yemen 1300 1400
  c: 1 Sanaa
  m: 70,71,73,77
998 UZ Uzbekistan 800 850
  c: 71 Tashkent
  m: 33,88,90,91,93-95,97-99
993 TM Turkmenistan 1400 1500
  c: 12 Ashgabat
  m: 6
992 TJ Tajikistan 1300 1500
  m: 90-93,98
996 KG Kyrgyzstan 1400 1700
  c: 312 Bishkek
  m: 50,55,70,77
66 TH Thailand 90 120
  c: 2 Bangkok,53 Chiang Mai,76 Phuket,38 Chonburi,74 Hat Yai,44 Nakhon Ratchasima,43 Khon Kaen,
    77 Surat Thani
  m: 61-66,80-89,90-99
84 VN Vietnam 500 600
  c: 24 Hanoi,28 Ho Chi Minh City,236 Da Nang,225 Hai Phong,292 Can Tho,254 Vung Tau,258 Nha Trang,
    234 Hue
  m: 32-39,52,56,58,59,70,76-79,81-89,90-99
855 KH Cambodia 700 750
  c: 23 Phnom Penh
  m: 10,11,12,15,16,17,60,61,66-71,76,77,78,81,85-90,92,93,95-99
856 LA Laos 700 800
  c: 21 Vientiane
  m: 20,30
95 MM Myanmar 1600 1800
  c: 1 Yangon,2 Mandalay,67 Naypyidaw
  m: 9
60 MY Malaysia 80 160
  c: 3 Kuala Lumpur,4 Penang,5 Ipoh,6 Malacca,7 Johor,82 Kuching,88 Kota Kinabalu,9 Kuantan
  m: 10x0-9,11,12x0-9,13x0-9,14,16x0-9,17x0-9,18,19x0-9
65 SG Singapore 55 70
  m: 8,9
673 BN Brunei 250 280
  m: 7,8
62 ID Indonesia 280 420
  c: 21 Jakarta,22 Bandung,31 Surabaya,24 Semarang,61 Medan,361 Bali,411 Makassar,711 Palembang,
    274 Yogyakarta,271 Solo,341 Malang,251 Bogor,542 Balikpapan,541 Samarinda,431 Manado,751 Padang,
    761 Pekanbaru,778 Batam,561 Pontianak,511 Banjarmasin,721 Bandar Lampung,741 Jambi,
    651 Banda Aceh,967 Jayapura,911 Ambon,380 Kupang,370 Mataram
  m Telkomsel: 811-813,821-823,851-853
  m Indosat: 814-816,855-858
  m XL: 817-819,859,877,878
  m Tri: 895-899
  m Smartfren: 881-889
  m Axis: 831-833,838
63 PH Philippines 900 1100
  c: 2 Manila,32 Cebu,82 Davao,33 Iloilo,34 Bacolod,45 Pampanga,46 Cavite,49 Laguna,74 Baguio,
    88 Cagayan de Oro,62 Zamboanga,83 General Santos
  m Globe: 905,906,915-917,926,927,935-937,945,953-956,965-967,975-979,995-997
  m Smart: 907-910,912,918-921,928-930,938,939,946-951,961,989,998,999
  m Sun: 922,923,925,931-934,942,943
61 AU Australia 90 190
  c: 2 New South Wales,3 Victoria,7 Queensland,8 South and Western Australia
  m: 400-439,447-459,466-470,473-479,481-491,497-499
  p: 190
64 NZ New Zealand 110 260
  c: 9 Auckland,4 Wellington,3 Christchurch,7 Hamilton,6 Palmerston North
  m: 20,21,22,27,28,29
  p: 900
679 FJ Fiji 1600 1800
  m: 7,9
675 PG Papua New Guinea 5200 6000
  m: 7
687 NC New Caledonia 1600 1800
  m: 7,8,9
689 PF French Polynesia 1700 2000
  m: 87,89
685 WS Samoa 4100 4400
  m: 7
676 TO Tonga 5200 5400
  m: 7,8
678 VU Vanuatu 5100 5400
  m: 5,7
677 SB Solomon Islands 6100 6300
  m: 7,8
670 TL Timor-Leste 4600 4900
  m: 7
674 NR Nauru 8200 8400
680 PW Palau 2400 2400
681 WF Wallis and Futuna 6100 6100
682 CK Cook Islands 6400 6600
683 NU Niue 8800 8800
686 KI Kiribati 8300 8600
688 TV Tuvalu 8900 8900
690 TK Tokelau 9100 9100
691 FM Micronesia 2600 2700
692 MH Marshall Islands 2500 2600
850 KP North Korea 5800 5800
870 -- Inmarsat 45000 45000
  s: 3,60,76,77,78
881 -- Global Mobile Satellite 42000 42000
  s Iridium: 6,7
  s Globalstar: 8,9
882 -- International Networks 26000 26000
  s Thuraya: 16
  s: 13,32,34
883 -- International Networks 24000 24000
  s: 1,51
979 -- International Premium Rate 26000 26000
`;
