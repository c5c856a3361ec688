namespace LocalCluster.Controllers.StatefulSets.Planning;

/// <summary>A place that the set wants filled.</summary>
internal sealed record PodSlot(int Ordinal, PodFacts? Pod);
