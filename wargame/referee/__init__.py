"""The economic referee: a pure function from a state and a turn's inputs to the next state and the rents it holds."""
