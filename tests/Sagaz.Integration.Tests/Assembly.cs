using System.Runtime.Versioning;
using Sagaz.Integration.Tests.Clusters;

// Clusters at a time. Tests mostly wait: two left two cores idle for two thirds of the time; more would measure the machine instead
// of the pipeline.
[assembly: CollectionBehavior(MaxParallelThreads = 3)]
[assembly: TestCollectionOrderer("Sagaz.Integration.Tests.Clusters." + nameof(LongestClustersFirst), "Sagaz.Integration.Tests")]
[assembly: SupportedOSPlatform("linux")]
