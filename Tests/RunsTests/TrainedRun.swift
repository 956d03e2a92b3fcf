import Runs

/// What a run of `settings` shows after so many updates, with the observations that are asked for.
func trained(
  _ settings: [String], updates: Int, watching: Set<ObservationKind> = []
) throws -> Snapshot {
  var configuration = Configuration()
  for setting in settings { try configuration.apply(setting) }
  let run = try HeadlessRun(
    configuration, library: TextLibrary(assets: ""), dataFile: nil, watching: Watch(watching))
  run.train(updates: updates)
  return run.snapshot
}
