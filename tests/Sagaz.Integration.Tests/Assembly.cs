using System.Runtime.Versioning;

// Two clusters at a time: more would measure the machine instead of the pipeline.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
[assembly: SupportedOSPlatform("linux")]
