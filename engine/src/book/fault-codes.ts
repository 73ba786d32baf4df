/**
 * Every code that a fault of a book can carry, with what it means. The reference page lists them
 * from here; codes are fixed names that other programs may hold on to.
 */

export const BOOK_FAULT_CODES = {
  wrong_type: 'A text, number, list or object stands where another kind of value belongs.',
  unknown_field: 'The field is not one of the book; the message names the nearest known one.',
  missing_field: 'A required field is left out (or null).',
  unquoted_decimal: 'Money is written as a number; it must be a decimal string, in quotes.',
  not_a_decimal: 'The text is no plain, non-negative decimal of the permitted length.',
  not_positive: 'The decimal must be greater than zero.',
  not_whole: 'The number must be whole.',
  too_many_decimals: 'A volume has more than 3 decimals.',
  out_of_range: 'The number lies outside the permitted range.',
  not_a_choice: 'The value is none of the permitted ones.',
  not_digits: 'The text must be digits only, of the permitted length.',
  bad_text: 'The text is empty, too long or holds characters that are not permitted.',
  bad_currency: 'A currency is three capital letters.',
  bad_clock_time: 'The text is no wall-clock time HH:MM.',
  bad_date: 'The text is no date YYYY-MM-DD, or the date does not exist.',
  bad_instant: 'The text is no ISO 8601 instant, or names a date or time that does not exist.',
  unknown_zone: 'The time zone is none that this system knows.',
  bad_count: 'A list has too few or too many items.',
  repeated_item: 'A list names the same value twice.',
  duplicate_name: 'Two things of one list have the same name.',
  duplicate_code: 'A code deck names a code twice.',
  unknown_reference: 'The name refers to nothing in the book.',
  circle: 'Parents lead back to where they began.',
  currency_mismatch: 'Two things that work together have different currencies.',
  service_mismatch: 'A table and its parent have different services.',
  wrong_kind: 'An account of this kind cannot stand here.',
  duplicate_entry: 'A rating plan has the same table twice for one timing.',
  not_exactly_one: 'Exactly one of two fields must be given.',
  duplicate_assignment: 'Two assignments of one account or trunk begin at the same instant.',
  duplicate_version: 'Two versions of one rate identity begin at the same instant.',
  duplicate_exchange_rate: 'Two exchange rates of one pair have the same date.',
  same_currency: 'An exchange rate converts a currency to itself.',
  duplicate_exception: 'A time profile has two exceptions for one date.',
  ends_before_start: 'A rate or an assignment ends at or before the instant at which it begins.',
  empty_range: 'A range of number lengths holds nothing: min is above max, or both are left out.',
  price_missing: 'Neither the rate nor the defaults of its table have a price.',
  tiers_not_ascending: 'Tiers must be listed by ascending `from`.',
  more_faults: 'Stands last when there are more faults than are listed, and says how many.',
} as const;

export type BookFaultCode = keyof typeof BOOK_FAULT_CODES;
