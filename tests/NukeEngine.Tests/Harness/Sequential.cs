// Builds write to the console and speak of one run at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
