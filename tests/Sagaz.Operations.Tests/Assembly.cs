using Sagaz.Operations.Tests;

[assembly: TestCollectionOrderer("Sagaz.Operations.Tests." + nameof(LongestOperationsFirst), "Sagaz.Operations.Tests")]
