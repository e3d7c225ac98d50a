"""The attacks: what the running portal gives away, put together and solved.

- ``town``         the invented town with its small counts, and the quarters that are delivered
- ``canaries``     the counts of 1 and 2 that nobody may find out, and the town's twin in which neighbours exchange them
- ``running``      databases, deliveries, servers
- ``roles``        who attacks
- ``surfaces``     every address of the portal, how it is asked, and how many constraints it must give at least
- ``crawling``     asks every surface as every role
- ``reading``      answers → statements: who was told which number about what (``contexts``, ``pages``)
- ``constraints``  statements → rows over the inner cells
- ``solver``       rows → what is determined, and between which bounds the rest lies
- ``cities``       the same attack on a whole city
- ``evidence``     everything that one attack brought home, gathered once for all tests

The solver is a second implementation of the audit on purpose: it imports nothing of ``indicators.disclosure``.
"""
