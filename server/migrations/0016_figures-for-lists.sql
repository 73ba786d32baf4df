-- What the planner has to know of rates to find the few that a list shows. Figures of a partial index
-- are not used: a range of prices, however wide, looked like one rate in two hundred, and was gone
-- through price by price. Nor could it know that of one table nearly all has ended, of another nearly
-- nothing: dates are told apart by table now, as far as many rates have the same.

CREATE STATISTICS rates_price_in_order ON (coalesce(price, -1)) FROM rates;
CREATE STATISTICS rates_dates_of_table (mcv) ON rate_table_id, valid_to, effective_from FROM rates;
ANALYZE rates;
