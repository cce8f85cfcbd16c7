"""What the findings are worth: labelled architectures, outages before and after, designs with one defect."""
