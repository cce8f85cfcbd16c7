"""What an editor can ask, one module for each capability: from an analysis to what the protocol sends."""
