// Two stages at a time: a run mostly waits for its container, and a small machine must not slow every run down.
[assembly: LevelOfParallelism(2)]
[assembly: Parallelizable(ParallelScope.Fixtures)]
