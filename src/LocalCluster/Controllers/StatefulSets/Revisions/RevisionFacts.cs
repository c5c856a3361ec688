namespace LocalCluster.Controllers.StatefulSets.Revisions;

/// <summary>One recorded revision. <paramref name="Data"/> is its content in canonical text: equal text, equal revision.</summary>
internal sealed record RevisionFacts(string Name, long Number, DateTimeOffset Created, string Data);
