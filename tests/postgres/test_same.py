"""What the store does in SQLite it does in PostgreSQL: the same test functions, on databases of a real server."""

from tests.dashboard.test_chores import *  # noqa: F403 - all tests, and the fixtures that they have beside `store`
from tests.dashboard.test_digests import *  # noqa: F403
from tests.dashboard.test_groups import *  # noqa: F403
from tests.dashboard.test_placing import *  # noqa: F403
from tests.dashboard.test_retention import *  # noqa: F403
from tests.dashboard.test_rollups import *  # noqa: F403
from tests.dashboard.test_rollups_bouts import *  # noqa: F403
from tests.dashboard.test_store_diary import *  # noqa: F403
from tests.dashboard.test_store_history import *  # noqa: F403
from tests.dashboard.test_store_people import *  # noqa: F403

# No PostgreSQL is so old that it holds such rows.
del test_rows_from_before_there_was_placing_are_placed_as_if_they_came_today  # noqa: F821
