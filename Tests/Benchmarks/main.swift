import Foundation

/// Benchmarks, run by hand in release mode:
///
///     swift run -c release benchmarks                all of them
///     swift run -c release benchmarks pipeline       one: pipeline, memory, start, availability, staff, year,
///                                                    pages
///
/// They print CPU seconds, counts and ratios, which mean something on a noisy machine.
let wanted = Set(CommandLine.arguments.dropFirst().filter { Int($0) == nil })
/// After `year`: how many days of it.
let number = CommandLine.arguments.dropFirst().compactMap { Int($0) }.first
func isWanted(_ name: String) -> Bool { wanted.isEmpty || wanted.contains(name) }

if isWanted("availability") { try AvailabilityBenchmark.run() }
if isWanted("staff") { try StaffBenchmark.run() }
if isWanted("start") { try PipelineBenchmark.runStart() }
if isWanted("pipeline") {
  // A rush for the same times, and a quieter day.
  try PipelineBenchmark.run(chats: 100, rounds: 10)
  try PipelineBenchmark.run(chats: 10, rounds: 100)
}
if isWanted("memory") { try PipelineBenchmark.runMemory(chats: 10_000) }
if isWanted("pages") { try await PagesBenchmark.run() }
if isWanted("year") { try await YearBenchmark.run(days: number ?? 365) }
