"""The template filters: the words of inputs.words under the names that pages use."""

from inputs.words import counted, date, datetime, long_date, moment, number, paragraphs, short_date, time

FILTERS = {
    "counted": counted,
    "date": date,
    "datetime": datetime,
    "long_date": long_date,
    "moment": moment,
    "number": number,
    "paragraphs": paragraphs,
    "short_date": short_date,
    "time": time,
}
