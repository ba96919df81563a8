#include "CSQLite.h"

#include <sqlite3.h>

void csqlite_be_lean(void) { sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }
