"""What a design can say: declarations, kinds and properties, as data with its documentation.

The grammar knows only lines and blocks; everything that the words mean stands here. Properties are
the typed keys by which the model is read: `component[CAPACITY]`.
"""
