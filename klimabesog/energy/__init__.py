"""Energy arithmetic: carriers, factors, baseline, measures one after another, economics; kWh, kr., kg CO2e, years."""
