/** What stands in the place of a district for communities that belong to none. */
export const NO_DISTRICT_WORD = "不属于任何区县";
