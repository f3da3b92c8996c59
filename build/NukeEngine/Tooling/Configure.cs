namespace Nuke.Common.Tooling;

/// <summary>Takes options and returns them changed.</summary>
public delegate T Configure<T>(T options);

/// <summary>Takes options and returns them changed for a value.</summary>
public delegate TOptions Configure<TOptions, TValue>(TOptions options, TValue value);

/// <summary>Takes options and returns one variant for each run.</summary>
public delegate IEnumerable<T> CombinatorialConfigure<T>(T options);
