namespace LocalCluster.ApiServer.Selectors;

internal sealed record FieldRequirement(string Field, string Value, bool Equal);
