/**
 * Numbering of Africa for the sample decks. The notation is explained in `world-europe.ts`; costs
 * are invented.
 */

export const africa = `
20 EG Egypt 900 1100
  c: 2 Cairo,3 Alexandria
  m Orange: 12x0-9
  m Vodafone: 10x0-9
  m Etisalat: 11x0-9
  m WE: 15x0-9
27 ZA South Africa 120 320
  c: 11 Johannesburg,12 Pretoria,21 Cape Town,31 Durban,41 Gqeberha,43 East London,51 Bloemfontein,
    33 Pietermaritzburg
  m: 60x0-9,61-68,71-74,76,78,79,81x0-9,82,83,84
  o Shared Cost: 86
  o VoIP: 87
212 MA Morocco 1700 3600
  c: 522 Casablanca,537 Rabat,524 Marrakech,539 Tangier,535 Fez,528 Agadir
  m: 60-69,70,71,76,77
213 DZ Algeria 800 3900
  c: 21 Algiers
  m: 54-56,65-67,69,77,78,79
216 TN Tunisia 5600 6800
  c: 71 Tunis
  m: 2x0-9,5x0-9,9x0-9
218 LY Libya 2900 3500
  c: 21 Tripoli
  m: 91,92,94
220 GM Gambia 5200 6100
  m: 6,7,9
221 SN Senegal 4200 4600
  c: 33 Dakar
  m: 70,76,77,78
222 MR Mauritania 5600 6200
  m: 2,3,4
223 ML Mali 3900 4600
  m: 6,7
224 GN Guinea 4500 5200
  m: 62,65,66
225 CI Ivory Coast 3800 4200
  c: 27 Abidjan
  m Moov: 01
  m MTN: 05
  m Orange: 07
226 BF Burkina Faso 3700 4300
  m: 6,7
227 NE Niger 3600 4100
  m: 8,9
228 TG Togo 3900 4400
  m: 7,9
229 BJ Benin 3800 4300
230 MU Mauritius 1100 1300
  m: 5
231 LR Liberia 4100 4600
  m: 55,77,88
232 SL Sierra Leone 4400 5200
  m: 76-79,88
233 GH Ghana 2100 2600
  c: 30 Accra,32 Kumasi
  m MTN: 24,54,55,59
  m Telecel: 20,50
  m AirtelTigo: 26,27,57
234 NG Nigeria 700 900
  c: 1 Lagos
  m: 701-709,802-818,901-909,911-916
235 TD Chad 4800 5500
  m: 6,9
236 CF Central African Republic 5500 6100
  m: 7
237 CM Cameroon 3300 3800
  c: 2 Yaounde and Douala
  m: 65,66,67,68,69
238 CV Cape Verde 1900 2600
  m: 5,9
239 ST Sao Tome and Principe 7100 7600
  m: 9
240 GQ Equatorial Guinea 4600 5100
  m: 2
241 GA Gabon 4300 4900
  m: 62,66,74,77
242 CG Congo 4500 5100
  m: 04,05,06
243 CD DR Congo 3900 4600
  m: 80-85,89,90,97-99
244 AO Angola 900 1400
  c: 2 Luanda
  m: 91-94,99
245 GW Guinea-Bissau 5400 6100
  m: 95,96
246 IO Diego Garcia 9000 9000
247 AC Ascension 9500 9500
248 SC Seychelles 4900 5500
  m: 2
249 SD Sudan 1500 1700
  m: 1,9
211 SS South Sudan 4100 4600
  m: 9
250 RW Rwanda 2900 3500
  m: 72,73,78,79
251 ET Ethiopia 1800 2100
  c: 11 Addis Ababa
  m: 7,9
252 SO Somalia 5600 6400
  m: 61,62,63,65,68,77,90
253 DJ Djibouti 3900 4300
  m: 77
254 KE Kenya 1100 1500
  c: 20 Nairobi,41 Mombasa
  m Safaricom: 700-729,740-743,745,746,748,757-759,768,769,790-799,110-115
  m Airtel: 730-739,750-756,780-789,100-106
  m Telkom: 770-779
255 TZ Tanzania 2600 3000
  c: 22 Dar es Salaam
  m: 62,65,67,68,69,71,73-78
256 UG Uganda 2700 3100
  c: 41 Kampala
  m: 70,75,76,77,78
257 BI Burundi 4500 5200
  m: 6,7
258 MZ Mozambique 800 2100
  c: 21 Maputo
  m: 82-87
260 ZM Zambia 2100 3900
  c: 211 Lusaka
  m Airtel: 97,77
  m MTN: 96,76
  m Zamtel: 95
261 MG Madagascar 5900 6700
  c: 20 Antananarivo
  m: 32,33,34,38
262 RE Reunion 140 320
  m: 692,693
  o Mayotte: 269,639
263 ZW Zimbabwe 1800 4100
  c: 24 Harare
  m: 71,73,77,78
264 NA Namibia 500 1100
  c: 61 Windhoek
  m: 81,85
265 MW Malawi 4300 4900
  c: 1 Lilongwe and Blantyre
  m: 8,9
266 LS Lesotho 1900 2800
  m: 5,6
267 BW Botswana 900 1900
  m: 7x0-9
268 SZ Eswatini 900 1900
  m: 7
269 KM Comoros 5300 5900
  m: 3
290 SH Saint Helena 9900 9900
291 ER Eritrea 2400 2700
  m: 7
`;
