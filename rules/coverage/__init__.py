"""Coverage and traceability: have all the questions of a review been answered?"""
