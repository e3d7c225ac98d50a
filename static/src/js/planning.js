// Pages of "Planning": each module starts where its root element stands.
