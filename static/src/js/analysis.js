// Pages of "Analysis": each module starts where its root element stands.
