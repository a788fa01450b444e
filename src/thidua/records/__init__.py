"""What is known of people and collectives over the years: ratings, initiatives, discipline, awards. vi: hồ sơ thành tích."""
