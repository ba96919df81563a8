// The variadic function of SQLite that Swift does not see.
#ifndef CSQLITE_H
#define CSQLITE_H

/// Tells SQLite not to count its allocations, which takes a lock and a look at each; nobody asks for
/// the sums. Without effect once a database was opened in the process.
void csqlite_be_lean(void);

#endif
