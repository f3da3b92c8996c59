using System.Runtime.Versioning;
using Sagaz.Integration.Tests.Clusters;

// Two clusters at a time: more would measure the machine instead of the pipeline.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
[assembly: TestCollectionOrderer("Sagaz.Integration.Tests.Clusters." + nameof(LongestFirst), "Sagaz.Integration.Tests")]
[assembly: SupportedOSPlatform("linux")]
