namespace LocalCluster.ApiServer.Cel.Values;

/// <summary>A type as a value.</summary>
internal sealed record CelTypeValue(string Name);
