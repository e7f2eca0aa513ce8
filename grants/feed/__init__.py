"""Reading the daily extract of notices that Grants.gov publishes: pure, knows neither database nor network."""
