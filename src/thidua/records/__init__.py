"""What is known of people and collectives over the years. vi: hồ sơ thành tích."""
