"""TIME: Prefect flows, one module per kind of case, and what drives them. Rules live in `cases`, never here.

Prefect reads its environment when it is imported: it is set here, before any module of this package can import it.
"""

from flows.environment import prepare

prepare()
